//! Urdu: what the lines of a page are that are not the story.

use super::Language;
use crate::clean::rule::Rule;
use crate::clean::rule::Scope::Rest;
use crate::region::RegionKind::Caption;

/// Urdu.
pub(super) const LANGUAGE: Language = Language {
    rules: RULES,
    time_words: "
        جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر پیر منگل بدھ جمعرات
        جمعہ ہفتہ اتوار یکم اپ ڈیٹ شائع
    ",
    picture_words: "فوٹو; تصویر; فائل",
    statement_words: "مکمل متن:",
};

/// The table.
const RULES: &[Rule] = &[
    Rule::line("picture credit", Caption, "فوٹو: *; تصویر: *; فوٹو *فائل").longest(200),
    Rule::chrome("teaser", "مزید پڑھیں*; یہ بھی پڑھیں*; مزید جانیں*").longest(260),
    Rule::chrome("share bar", "شیئر کریں*; ہمیں فالو کریں*; اشتہار").longest(160),
    Rule::chrome("comment form", "تبصرے; # تبصرے; اپنا تبصرہ *").scope(Rest),
];
