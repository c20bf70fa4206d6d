//! Arabic: what the lines of a page are that are not the story.

use super::Language;
use crate::clean::rule::Place::Top;
use crate::clean::rule::Rule;
use crate::clean::rule::Scope::{Links, Rest};
use crate::region::RegionKind::{Byline, Caption, Credit};

/// Arabic.
pub(super) const LANGUAGE: Language = Language {
    rules: RULES,
    time_words: "
        يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر الأحد
        الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الساعة م ص آخر تحديث نشر في منذ
        دقيقة دقائق تاريخ النشر ساعة ساعات اليوم أمس بتوقيت غرينتش
    ",
    picture_words: "صورة; أرشيف; أرشيفية; رويترز; أ ف ب; أ.ف.ب; غيتي",
    statement_words: "نص البيان:; وفيما يلي نص البيان:; النص الكامل:",
};

/// The table.
const RULES: &[Rule] = &[
    Rule::line("byline", Byline, "كتب: *; كتبت: *; بقلم: *; بقلم *; إعداد: *; المصدر: *")
        .open()
        .at(Top)
        .longest(160),
    Rule::line("credit line", Credit, "(رويترز); (أ ف ب); (وكالات); وكالات; المصدر : *; (أ.ف.ب)")
        .longest(160),
    Rule::line(
        "picture credit",
        Caption,
        "
        صورة أرشيفية*; (صورة *; تصوير: *; الصورة: *; مصدر الصورة *; التعليق على الصورة*
    ",
    )
    .longest(400),
    Rule::chrome(
        "teaser",
        "
        اقرأ أيضا*; اقرأ أيضًا*; اقرأ أيضاً*; إقرأ أيضا*; اقرأ المزيد*; اقرأ كذلك*; شاهد أيضا*;
        شاهد أيضًا*; شاهد أيضاً*; شاهد: *; للمزيد*; المزيد; اضغط هنا*; طالع أيضا*; قد يهمك *
    ",
    )
    .longest(260),
    Rule::chrome(
        "links",
        "
        مواضيع ذات صلة*; أخبار ذات صلة*; موضوعات متعلقة*; الأكثر قراءة*; الأكثر مشاهدة*;
        آخر الأخبار*; مقالات ذات صلة*; كلمات مفتاحية*; أخبار متعلقة*
    ",
    )
    .scope(Links(10)),
    Rule::chrome(
        "share bar",
        "
        شارك; شارك هذا *; مشاركة; تابعنا على *; تابعونا على *; فيسبوك; تويتر; واتساب; طباعة*; نسخ الرابط*;
        حفظ
    ",
    )
    .open()
    .longest(160),
    Rule::chrome(
        "notice",
        "
        إعلان; اعلان; جميع الحقوق محفوظة*; سياسة الخصوصية*; يستخدم هذا الموقع *; اشترك *;
        سجل *بريد*; تسجيل الدخول*; النشرة البريدية*; الرئيسية > *; الرئيسية » *
    ",
    )
    .open()
    .longest(300),
    Rule::chrome(
        "comment form",
        "التعليقات*; تعليقات; # تعليقات; أضف تعليق*; اترك تعليق*; أضف تعليقا*",
    )
    .scope(Rest),
];
