//! English: what sites put around their stories, from share bars to comment forms.

use super::Language;
use crate::clean::rule::Place::Top;
use crate::clean::rule::Rule;
use crate::clean::rule::Scope::{Box, Glued, Links, Rest};

/// English, the lines of sites.
pub(super) const LANGUAGE: Language =
    Language { rules: RULES, time_words: "", picture_words: "", statement_words: "" };

/// The table.
const RULES: &[Rule] = &[
    // Captions of such pages do not end like sentences.
    Rule::chrome("scroll to pictures", "scroll down for video*; scroll down to *").scope(Links(2)),
    // Ways to another story.
    Rule::chrome(
        "teaser",
        "
        read: *; read more: *; read more >*; read also: *; read also *; also read: *; also read *;
        read next: *; read the full *here; read the rest *; related: *; related story: *;
        related stories: *; related article: *; related articles: *; related coverage: *;
        related link: *; related links: *; see also: *; see more: *; see: *; more: *;
        more on this: *; watch: *; watch now: *; watch more: *; now watch: *; video: *;
        watch the video*; watch * video here*; photos: *; ( photos: *; (photos: *; (video: *;
        listen: *; click here *; tap here *; click to *; click for *; click on the *;
        click through *; for more on *click *; for more news *; for more on this *visit *;
        for the latest *visit *; you may also like*; you might also like*;
        you might be interested in*; don't miss: *; don't miss*:; must read: *; must see: *;
        opinion: *; up next: *; what to know: *; next: *; previous: *; next story*;
        previous story*; read full article*; continue reading *; in case you missed it*;
        more from *; top stories from *; more on *; visit * homepage for *; view slideshow*;
        view photos*; scroll down *; check out *here; see photos *; view * photos*;
        see the gallery*; find out more *
    ",
    )
    .open(),
    Rule::chrome("teaser of another story", "read ^*").open(),
    Rule::chrome(
        "watch or scroll",
        "
        now playing; your browser doesn't support *; can't see the video*; video courtesy *;
        post by *; get the brief*; countdown to 20*; play facebook*; photos you should see*;
        caption; captions; media_camera*; autoplay next*; special coverage: *;
        story continued below*; story continues below*;
        article continues below*; article continues after *; continue reading below*;
        continue reading the main story*; story continues after *; continues after advertisement*;
        video loading*; poll loading*; loading; advertisement continue reading *;
        on a mobile device* click *; using a mobile device* click *; please enable javascript *;
        your browser does not support *; watch next*; skip advert*; skip ad; close video*;
        view comments*; watch live*; this video is *unavailable*; media playback is *;
        video player*; autoplay*; hide caption*; toggle caption*; order reprint*;
        purchase order reprint*; purchase: order reprint*; back to gallery*; back to top*;
        continue to article*; skip to *; jump to *; listen to this article*; listen to story*;
        listen *min*; play video*; * min read
    ",
    ),
    Rule::chrome("what ties the site to its subject", "disclosure: *; full disclosure: *"),
    Rule::chrome(
        "links",
        "
        read more here; weather alert; last updated; photo galleries; more photos; related;
        related coverage; related stories; related articles; related content; related topics;
        related links; related news; related posts; related video; related videos;
        see all related; read more; read next; read next:; more; more on this*; more stories;
        more news; more like this; most read*; most popular*; most viewed*; most shared*;
        trending*; popular stories; popular now; popular; recommended*; what to read next;
        top stories; top news; latest news; latest stories; latest * videos; just in; up next;
        editor's picks*; editors' picks*; you may like*; from around the web*; from the web*;
        around the web*; promoted stories*; sponsored content*; sponsored links*;
        sponsored stories*; paid content*; ads by *; other ads; also in the news*; in other news*;
        further reading*; see also; don't miss; must reads*; tags; topics; categories;
        filed under*; footer navigation; follow us; follow us:; latest headlines*;
        suggested reading*; elsewhere on *; featured*stories; featured video*; read more from *;
        more from the web*; recommended for you*; more top stories*; more in *; newsletters;
        watch
    ",
    )
    .scope(Links(12))
    .open()
    .longest(80),
    Rule::chrome("glued teaser", "also on rt.com *; also on rt.com").scope(Glued),
    // Sharing, signing up, paying.
    Rule::chrome(
        "share bar",
        "
        share; share:; share this; share this:; share this *; share article; share on *;
        share via *; share with *; share the *; share your *; share facebook*; share tweet*;
        shares; # shares; sharelines; close share panel; these are external links *; copy link;
        copy this link*; link copied*; tweet; tweet this*; retweet; pin it; pin; email; e-mail;
        email this*; print; print this*; print article*; print email*; facebook; facebook email*;
        facebook twitter*; facebookemail*; facebooktwitter*; twitter; linkedin; pinterest;
        whatsapp; reddit; flipboard; google+; tumblr; messenger; telegram; instagram; youtube;
        social sharing; post to facebook; posted!; cancelsend; cancel send; a link has been *;
        send to a friend*; email a friend*; like us on *; like *on facebook*;
        follow * on facebook*; follow * on twitter*; follow * on instagram*; follow on twitter*;
        follow us *; follow @*; follow me *; follow the * on *; find us on *; join us on *;
        join the conversation*; connect with us*; think your friends *; save; save article*;
        bookmark*; reply; report; like; love; comment; email bio follow*; email bio*; bio follow*;
        text size*; text; font size*; reprints*; * follow on twitter @*; follow*facebook*twitter*;
        * on twitter: @*; get in touch*; contact the author*; contact us at *; send tips to *;
        got a tip*; have a tip*; have a news tip*; reach * at *@*; email: *@*;
        have something to add *; rate this *; view on *; * follow @_*; interested in * add *;
        report a correction*; report an error*; report a typo*
    ",
    )
    .longest(220),
    Rule::chrome(
        "sign-up box",
        "
        a subscription is required *; welcome! we hope *; thank you for signing in*;
        to subscribe, *; you are the owner of this article*; get full access *;
        please use the button below *; sign up for *; sign up to *; sign up!; sign up;
        sign up today*; sign up here*; sign up now*; signup *; subscribe; subscribe now*;
        subscribe today*; subscribe to *; subscribe for *; subscribe here*; subscribe and *;
        never miss a*; never miss breaking *; get the latest *inbox*; get the latest *newsletter*;
        get our *newsletter*; get *delivered *inbox*; get *in your inbox*; get *to your inbox*;
        get notifications *; get breaking news *; get daily news *; get email *; get * alerts*;
        get our top *; want *inbox*; want *sign up*; * newsletter sign up*; newsletter sign*;
        * sign up here; you're subscribed*; you are subscribed*; you will now receive *;
        you're now subscribed*; thank you for subscribing*; thanks for subscribing*;
        thanks for signing up*; thank you for signing up*; thank you for registering*;
        thank you for reading*; thanks for reading*; thank you for your *subscri*; by signing up*;
        by clicking *; by subscribing *; by submitting *; by providing *email*; enter your email*;
        enter your e-mail*; your email address*; your email; email address*;
        please enter a valid *; please enter an *; please verify *; invalid email*;
        an error has occurred*; please try again*; already a subscriber*;
        already have an account*; don't have an account*; not a subscriber*; become a *member*;
        become a subscriber*; log in*; login*; logout*; sign in*; sign out*; register;
        register now*; register for *; my account; username; password*; forgot *password*;
        reset your password*; create an account*; create account*; please log in*;
        please register*; please sign in*; you must be logged in*; you must log in*;
        your current subscription *; unlimited digital access*; digital access *;
        choose the plan *; please purchase *subscription*; please subscribe*;
        to continue reading*; to read the full *; this article is *subscribers*;
        this content is *subscribers*; support our journalism*; support * journalism*;
        support independent *; donate; donate *now*; donate today*; make a donation*;
        if you read and enjoy *; if you enjoyed this *; if you like this *; if you value *;
        help us *journalism*; help us continue *; our journalism *; we rely on *;
        we have sent a confirmation *; we have sent you *; daily newsletter*; free newsletter*;
        email sign up*; email newsletter*; newsletter *; enjoy our free content*; save now*;
        subscribe *; manage newsletters*; download the * app*; download our *app*; get the * app*;
        click here to get the *; click here for the *app; click here to subscribe*;
        check your email *; success! *; error! *; contact us; for *inquiries, *; for feedback *contact *@*;
        general *inquiries; order by phone *; watch tv shows*; check out more *;
        something to consider *; let our news meet *;
        interested in *newsletter*; contribute; go; submit; submit a *; join; join *newsletter*;
        please confirm you are *; re-enter zip *; zip code*; update my *; choose a *subscription*;
        start your *trial*; try *free*
    ",
    )
    .longest(420),
    Rule::chrome(
        "box",
        "
        get the brief. sign up *; get our * newsletter. *; *choose your country united *;
        *s editorial opinions are decided by *; in addition to its own editorials, *;
        reprinted from * with permission *; note: as happens when *; *archives select date*;
        * replay more videos *; the news moves fast. to stay *; tune into *; in each episode of *;
        get real-time updates *; quick guide *show hide*; the times is committed to *;
        * is made possible in part by *; this column does not necessarily *; watch * sundays at *;
        *check local listings *; * content partner offering *; listen podcast*;
        these are the members of *; * is one of america's fastest*growing *;
        *is the audio record*; * this site is protected by recaptcha*;
        this programme will be available *; * check your spam folder*; something to consider if you *; photos: *hide caption*;
        * hide caption # of #; newsletter sign up continue *; * is a nonprofit newsroom that *;
        you can read diverse opinions *; mailing list. to receive *
    ",
    )
    .scope(Box),
    Rule::chrome("closing teaser", "*check out this story on *").longest(600),
    Rule::chrome("entry cut short", "*... more; *… more").open().longest(420),
    Rule::chrome(
        "note on a transcript",
        "
        *transcript below has been *; *transcript has been * edited*; *conversation has been * edited*;
        *interview has been * edited*
    ",
    )
    .longest(200),
    Rule::chrome(
        "forecast",
        "
        *high #f. *winds *; *high near #f. *winds *; *high around #f. *winds *;
        *low #f. *winds *; *low near #f. *winds *; *low around #f. *winds *;
        * high #f. *; * low #f. *; * high near #f. *; * low near #f. *
    ",
    )
    .longest(320),
    Rule::chrome(
        "subscriber box",
        "
        you've reached a subscriber *; your subscription comes with*;
        your *subscription does not *; let's confirm you're in *; sorry, this zipcode *;
        sorry, this zip code *; we have used your information *; you can use the same login *;
        not the correct account*; you are currently logged in *; * journalism makes a difference*;
        * complimentary access *; to continue viewing *; if you need other assistance*;
        you must really value *; thanks for being a sub*; sorry, your subscription *;
        already a print subscriber*; limited time offer*; #* per week*subscribe*;
        if you are a subscriber*; unlimited access to all *; click below to get *;
        if you have already created *; if you are a nonsubscriber*; if you're already a *subscriber*;
        if you’re already a *subscriber*; if you need assistance*; upgrade to full *;
        *your subscription*; *your digital subscription*; * free articles *please *
    ",
    )
    .longest(420),
    Rule::chrome(
        "subscriber box",
        "
        expanded content, including *; unlimited access to *; full access to *; starting at;
        print subscriber*;
        cancel your subscription *; access to the daily *; no more surveys; * print subscribers;
        for only
    ",
    )
    .open(),
    Rule::chrome(
        "rules of comment",
        "
        there was a problem reporting this*; watch this discussion*;
        keep it clean*; please avoid obscene*; please turn off your caps *; don't threaten*;
        threats of harming *; be truthful*; don't knowingly lie *; be nice*; be proactive*;
        no racism, sexism *; use the 'report' *; share with us*; we'd love to hear *;
        stop watching this discussion*; your comment has been submitted*; get better reviews *;
        talk about * with other *
    ",
    )
    .longest(300),
    Rule::chrome(
        "notice",
        "
        advertisement; advertisement *; advertising; advert; ad; sponsored; supported by;
        promoted; this site is protected by *; this site uses cookies*;
        this website uses cookies*; we use cookies *; we use our own *cookies*;
        by using this site*; by using this website*; by using our *; by continuing to use *;
        by continuing to browse *; by browsing this *; cookie policy*; cookie settings*;
        cookie notice*; cookies on *; privacy policy*; terms of service*; terms of use*;
        terms and conditions*; * privacy policy and terms *; accept; accept all*; i agree;
        i agree to *; i accept*; manage *preferences*; about us*; contact us*; about *ads*;
        disclaimer*; all rights reserved*; * all rights reserved; © *; (c) 20*; copyright © *;
        copyright (c) *; copyright # *; copyright by *; copyright *all rights *;
        click here for reprint *; * is a registered trademark *; *registered trademarks of *;
        quotes delayed *; market data *; all times are *; all times *local*; page not found*;
        error #*; access denied*; the document has moved *; document moved*; forbidden; close;
        cancel; menu; search; search for; home; next; prev; previous; prev next*; next image #*;
        prev image #*; image image #of*; # / #*; slideshow*; gallery; video; videos; photo;
        photos; image; image:; media:*; live; breaking news; exclusive; latest; news; opinion;
        politics; sports; world; business; more options; show more*; show less*; load more*;
        see all*; view all*; view more*; learn more*; find out more; expand*; hide; reload*;
        refresh*; listen; audio; play; pause; mute; share your thoughts*; % of readers think *;
        tonight; today; tomorrow; temperature; webcam*; report station;
        you are about to report this *; thank you for reporting this *; press j to jump *;
        are you over eighteen *; release date:*; blah blah blah*; [pullquote]*;
        this article is more than *; the views expressed *; views expressed *;
        the opinions expressed *; opinions expressed *; the views and opinions *;
        this is a rush transcript*; this is a developing story*; this is a breaking news *;
        this story is developing*; this story will be updated*; check back for *;
        check back here *; come back for *; this story has been updated*;
        this article has been updated*; this post has been updated*; this story was updated*;
        this article was updated*; this article originally appeared *;
        this story originally appeared *; this post originally appeared *; originally published *;
        this article was originally *; correction: *; correction (*; correction, *;
        corrections: *; clarification: *; editor's note: *; editor's note *; editors' note: *;
        ed. note: *; update: this *; an earlier version of *; a previous version of *;
        this story corrects *; this story has been corrected*; this version corrects *;
        this article has been corrected*; this story was generated by *;
        for the original version on *; *material may not be published*; the requested url *;
        apache/*; *national weather service * has issued *; this copy is for your *; our website uses cookies *; desktop notifications *;
        turn on notifications*; you might be using private *; your weather is set *;
        *community rules apply to *; you've read # of # *; try a subscription for *
    ",
    )
    .longest(500),
    Rule::chrome(
        "script",
        "
        <!-- *; window.*; window._*; var *; function *; brightcove.*; googletag.*; mboxcreate*;
        @media *; jquery*; $(*; document.*; (function*; {{*; <script*; <iframe*; [embed*; //*;
        <a href=*; <a class=*; <div*; <img *; <span *
    ",
    )
    .longest(900),
    Rule::chrome(
        "breadcrumb",
        r#"
        home > *; home » *; home / *; home › *; home | *; home " *; home * " *; home ^*...;
        home ^*…; you are here*; news > *; news » *
    "#,
    )
    .at(Top),
    Rule::chrome(
        "kicker",
        "
        analysis/opinion*; breaking news*; breaking:*; developing*; exclusive:; buzz cut:;
        urgent:; opinion contributor*; fact check*; poll check*
    ",
    )
    .open()
    .longest(40),
    // Readers' comments.
    Rule::chrome(
        "comment form",
        "
        # response to *; # responses to *; no responses to *; post a comment*; post comment*;
        leave a reply*; leave a comment*; leave your comment*; add a comment*; add comment*;
        add your comment*; write a comment*; please enter your comment*; please enter your name*;
        you must be logged in to post *; log in to comment*; login to comment*;
        sign in to comment*; comments; comments (#*; # comments*; # comment; ccomments;
        show comments*; hide comments*; join the discussion*; discussion; the commenter agrees *;
        comments are closed*; comments powered by *; we encourage *comment*;
        sorry we are not currently accepting comments*; sorry, comments are *; commenting is *;
        conversation guidelines*; your comment*; be the first to comment*; reader comments*;
        all guest book *
    ",
    )
    .scope(Rest),
];
