//! Hebrew: what the lines of a page are that are not the story.

use super::Language;
use crate::clean::rule::Place::Top;
use crate::clean::rule::Rule;
use crate::clean::rule::Scope::{Links, Rest};
use crate::region::RegionKind::{Byline, Caption, Credit};

/// Hebrew.
pub(super) const LANGUAGE: Language = Language {
    rules: RULES,
    time_words: "
        בינואר בפברואר במרץ במרס באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר
        ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר יום ראשון שני
        שלישי רביעי חמישי שישי שבת עודכן פורסם בשעה לפני שעות דקות היום אתמול
    ",
    picture_words: "צילום; צילומים; תמונה; ארכיון; אילוסטרציה; מתוך; באדיבות; רויטרס",
    statement_words: "ההודעה המלאה:; הנוסח המלא:; להלן ההודעה:",
};

/// The table.
const RULES: &[Rule] = &[
    Rule::line("byline", Byline, "מאת *; מאת: *; כתב: *; כתבה: *").open().at(Top).longest(120),
    Rule::line("credit line", Credit, "(רויטרס); סוכנויות הידיעות*; מקור: *").longest(160),
    Rule::line(
        "picture credit",
        Caption,
        "
        צילום: *; (צילום: *; (צילום *; צילומים: *; צילום מסך*; תמונת ארכיון*; קרדיט: *;
        אילוסטרציה*
    ",
    )
    .longest(300),
    Rule::chrome(
        "teaser",
        "
        קראו עוד*; קרא עוד*; לקריאה נוספת*; קראו גם*; קראו את *; לכתבה המלאה*; עוד בנושא*; צפו: *;
        לחצו כאן*; לחץ כאן*; לכל הכתבות*; עוד בחדשות*
    ",
    )
    .longest(260),
    Rule::chrome(
        "links",
        "
        כתבות נוספות*; כתבות קשורות*; הנקראות ביותר*; הכי נקראות*; עוד כתבות*; אולי יעניין אתכם*;
        תגיות*; כתבות שאולי *
    ",
    )
    .scope(Links(10)),
    Rule::chrome(
        "share bar",
        "
        שתף*; שתפו*; שיתוף*; פייסבוק; טוויטר; וואטסאפ; הדפסה*; עקבו אחרינו *; שלח לחבר*;
        העתק קישור*
    ",
    )
    .open()
    .longest(120),
    Rule::chrome(
        "notice",
        "
        פרסומת*; כל הזכויות שמורות*; מדיניות פרטיות*; תנאי שימוש*; הירשמו *; הרשמה*; התחברות*;
        האתר משתמש *; מצאתם טעות*; דף הבית > *
    ",
    )
    .open()
    .longest(300),
    Rule::chrome("comment form", "תגובות*; # תגובות; הוסף תגובה*; כתוב תגובה*; הוספת תגובה*")
        .scope(Rest),
];
