//! English: what the lines of a page are that are not the story.

use super::Language;
use crate::clean::rule::Place::{Edge, Tail, Top};
use crate::clean::rule::Rule;
use crate::clean::rule::Scope::{Gallery, Links};
use crate::region::RegionKind::{Byline, Caption, Credit, Headline};

/// English.
pub(super) const LANGUAGE: Language = Language {
    rules: RULES,
    time_words: "
        january february march april may june july august september october november december jan
        feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
        saturday sunday mon tue tues wed thu thur thurs fri sat sun am pm a.m p.m a p m et est edt
        ct cst cdt mt mst mdt pt pst pdt gmt utc bst ist cet updated update published posted
        modified created first last at on the of ago hours hour minutes minute mins min days day
        weeks week months month years year read date time hrs hr th st nd rd today yesterday
        release
    ",
    picture_words: "
        photo; photos; photograph; picture; pictures; image; images; file; getty; ap photo;
        afp photo; handout; courtesy; screenshot; screengrab; screen grab; screen shot;
        illustration; illustrative; shutterstock; istock; flash90; credit; via ap; via reuters;
        epa; pool; wikimedia; youtube screenshot; photographer; staff photographer; tns; mct;
        special to; reuters file
    ",
    statement_words: "
        full statement:; statement in full:; statement below:; full text:; statement reads:;
        in full:; statement here:; full letter:; full statement; statement read:;
        read the statement:; statement follows:; transcript:; letter reads:; full transcript
    ",
};

/// The table.
const RULES: &[Rule] = &[
    // People.
    Rule::chrome(
        "author's line",
        "
        ~ is the * correspondent; ~ is a * correspondent; ~ is *'s * correspondent;
        ~ is a * correspondent *; ~ is the * correspondent *; ~ is a reporter *;
        ~ is a * reporter *; ~ is an * reporter *; ~ is a reporter; ~ is the * editor *;
        ~ is an editor *; ~ is a * editor *; ~ is a columnist *; ~ is a * columnist *;
        ~ is a staff writer *; ~ is a writer *; ~ is a * writer *; ~ is a freelance *;
        ~ is a contributing *; ~ is a contributor *; ~ is a senior fellow *; ~ is a fellow *;
        ~ is the author of *; ~ is an assistant professor *; ~ is an associate professor *;
        ~ is a professor of *; ~ is executive director *; ~ writes about *;
        ~ is digital politics editor *; ~ joined * in #* as *; ~ is a nationally syndicated *;
        ~ is an opinion *; ~ is the former *, and *; ~ is editor *; ~ is chief * correspondent*;
        ~, *, is a * host*; ~, *, is an * host*; ~, *, is a * contributor*;
        ~ is a * contributor *; ~, *, is a * analyst*; ~ is an * analyst *; ~ is an attorney *;
        ~ is a * strategist*; ~ is a * adviser*; ~ has been an adviser *; ~ is a * consultant*;
        ~ is a trustee *; ~ is president of *; ~ is president and *; ~ is founder *;
        ~ is the founder *; ~ is director *; ~ is the director *; ~ is a law professor *;
        ~ is a * professor *; ~ is a historian *; ~, the author of *, is a *; ~, who coined *;
        about the author*; about the writer*; to find out more about *; columns *commentary*;
        order a copy of *; ~ is the author *; ~, author of *, is *; ~ is a radio *;
        ~ is a writer, *; ~ is a classicist *; ~ is an award-winning *; ~ is senior editor*;
        ~ is the senior *; ~ is the host of *; ~ is the co-author *; ~ is a political consult*;
        ~ co-founded *; ~ was the youngest *; ~ is a veteran *;
        ~ is the co-host *; * follow him *@*; * follow her *@*; * follow him on *;
        * follow her on *; *he is the author of *; *she is the author of *; *her latest book *;
        *his latest book *; *his new book *; *her new book *; *author of the forthcoming *;
        * can be reached at *; for more of * reports, go *; *s reports - more here*;
        ~ is a senior *; ~ is vice president *; ~ is a vice president *; ~ is an associate *
    ",
    )
    .at(Edge)
    .longest(900),
    Rule::line(
        "byline",
        Byline,
        "
        by ~; by ~|*; by ~ | *; by: ~; by - ~*; by ^* (@*); by ~ - *; by:; by; written by ~;
        posted by ~; reported by ~; story by ~; by ~ updated *; by ~ published *; by ~ on *#*;
        by ~ #*; from ~ in ~; author: ~; author:~; author ~
    ",
    )
    .open()
    .longest(200),
    Rule::line(
        "byline",
        Byline,
        "
        ~|; ~, reuters; ~, associated press; ~, the associated press; ~, bloomberg; ~, afp;
        ~, cnn; ~, usa today; ~ / reuters; ~ | associated press; ~, washington post;
        ~ associated press; associated press; the associated press; reuters; afp;
        agence france-presse; bloomberg news; bloomberg; ~, ap; ap; by the associated press*;
        usa today; ~, usa today network; cnn; staff report*; staff reports; news staff*;
        ~ bloomberg
    ",
    )
    .open()
    .at(Top)
    .longest(160),
    // Sources of the text.
    Rule::line(
        "credit line",
        Credit,
        "
        * contributed to this report*; * contributed to this story*;
        * contributed to this article*; * contributed to this post*; * contributed to this piece*;
        * contributed reporting*; contributing: *; contributing to this report*;
        contributing to this story*; (except for the headline*; except for the headline*;
        * published from a syndicated feed*; this story has not been edited *;
        with * wire services; with news wire services*; with files from *; with * and wire *;
        reporting by ^*; (reporting by ^*; reporting and writing by ^*; editing by ^*;
        additional reporting by ^*; (additional reporting *; writing by ^*; (writing by ^*;
        associated press writer ^*; associated press writers ^*; ap writer ^*; ap writers ^*;
        copyright # the associated press*; copyright # associated press*; copyright # reuters*;
        copyright # by the associated press*; © # the associated press*; © # associated press*;
        © thomson reuters*; © # reuters*; © # afp*; copyright # afp*; content created by *;
        this story was *produced by *; distributed by tribune *; * distributed by tribune *;
        (c) # *distributed *; ©# *distributed *; visit * at www.*; *from wire reports;
        the associated press contributed *; source: ^*; (source: *; this article was produced *;
        the conversation *republished *; the associated press receives support *;
        * is solely responsible for all content*; * wire services contributed *; compiled by ^*;
        this report includes material from *; this report includes information from *;
        information from *was used *
    ",
    )
    .longest(600),
    Rule::line(
        "credit line",
        Credit,
        "~ reported from *; ~ reported; ~ contributed; ~ in ~ contributed; * contributed reporting",
    )
    .at(Tail)
    .longest(400),
    Rule::chrome(
        "how it was polled",
        "
        the poll was conducted *; this * poll was conducted *; methodology *poll was *;
        the survey was produced *; the survey was conducted *; everyone who took part *;
        the * poll is based on *; the * poll was conducted *; the * survey was conducted *;
        * poll has a margin of *
    ",
    )
    .at(Edge)
    .longest(900),
    Rule::chrome(
        "how far a poll errs",
        "
        * margin of sampling error *; * margin of error of plus or *;
        the * poll of #* was conducted *; the * survey of #* was conducted *
    ",
    )
    .longest(900),
    Rule::chrome(
        "disclaimer",
        "
        * are those of the author*; * do not necessarily reflect *;
        * do not represent the views *; * do not necessarily represent *
    ",
    )
    .at(Edge)
    .longest(400),
    Rule::line(
        "agency line",
        Credit,
        "
        (ap); (afp); (reuters); agencies; ians; pti; ani; with agencies; with agency inputs;
        with inputs from *; (with inputs from *; (with agency inputs); (agencies);
        source: agencies
    ",
    )
    .longest(200),
    // Pictures.
    Rule::chrome(
        "gallery",
        "
        # view gallery; view gallery; view image in fullscreen*; # photos; # images;
        photo gallery*; view gallery *
    ",
    )
    .scope(Gallery),
    Rule::line(
        "picture credit",
        Caption,
        "
        staff photo*; * photo gallery; */staff photo*; photo illustration*; (photo: *;
        (photo by *; (photo credit*; (photos: *); photo: *; photo by *; photos by *;
        photo credit*; photograph by *; photograph: *; photography by *; picture: *;
        picture credit*; image: *; image credit*; image copyright *; image source*;
        image caption *; (image: *; (image credit*; (image *); [image *; [photo *; [screengrab *;
        credit: *; creditcredit*; credit; image via *; photo via *; photo courtesy *;
        courtesy of *; courtesy: *; screenshot *; (screenshot*; (file); file photo*; file image*;
        file picture*; file: *; file - *; file- *; file -- *; file — *; file – *; fil - in this *;
        (file *); (source: *getty *; * getty images; */getty images; * getty images);
        getty images*; getty ~; enlarge this image*; enlarge image*; caption: *;
        photo *toggle caption*; *creditcredit*; *toggle caption*; * hide caption; stock photo*;
        representative image*; representational image*; illustrative photo*; illustration: *;
        illustration by *; graphic: *; slide image #*of #*; photo provided by *;
        this photo provided by *; video by *; video provided by *; * via getty images;
        */shutterstock*; */ap photo; */ap; */afp; */reuters; */associated press; */epa;
        * - source: *getty *; ap photo/*; reuters/^*; afp/^*; (ap photo*; (afp photo*
    ",
    )
    .longest(500),
    Rule::line(
        "caption",
        Caption,
        "
        in this photo*; in this file *; in this ^*# photo*; in this ^*#, photo*;
        in this ^*# file *; in this ^*#, file *; in this ^*# image*; in this ^*#, image*;
        in this image *; in this undated *; in this handout *; in this frame *; in this aerial *;
        in this combination *; this * photo shows *; this *photo * shows *; this * photo taken *;
        this * image * shows *; this combination *photo*; this * illustration shows *;
        this * illustration photo *; this handout *; this undated *; an undated *photo*;
        undated *photo*; a file photo *; * is seen in this *photo*; * are seen in this *photo*;
        * is pictured in this *; * is shown in this *photo*; * in this file photo*;
        * in an undated *photo*; * in this undated *; *in this handout *; * file photo;
        pictured: *; pictured above*; pictured here*; above: *; pictured, *; above, *(*/*);
        clockwise from *; from left: *; from left, *; left to right: *; from top left*;
        (from left*; (l-r)*; l-r: *; ^*, left, *#; ^*, right, *#; ^*, center, *#; ^* (left) *#
    ",
    )
    .longest(500),
    Rule::line("picture credit", Caption, "getty ^*; credit ^*").open().longest(200),
    Rule::line(
        "credit line",
        Credit,
        "* contributed to the reporting *; * contributed to his report",
    )
    .longest(300),
    Rule::line(
        "summary",
        Headline,
        "
        story highlights*; highlights; key points; key takeaways*; the story so far*;
        at a glance*; article summary*
    ",
    )
    .scope(Links(5))
    .at(Edge),
];
