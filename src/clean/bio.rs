//! Paragraphs that say who a writer or guest is: "Ada Byte is a columnist for the Example."

use super::pattern::take_names;

/// What those are who write and comment. Office holders are not among them: stories are about them.
const OCCUPATIONS: &[&str] = &[
    "author",
    "columnist",
    "writer",
    "journalist",
    "professor",
    "fellow",
    "analyst",
    "commentator",
    "contributor",
    "correspondent",
    "reporter",
    "editor",
    "strategist",
    "historian",
    "scholar",
    "blogger",
    "host",
    "co-host",
    "lecturer",
    "producer",
    "novelist",
    "cartoonist",
    "essayist",
    "contributors",
    "freelance",
    "broadcaster",
    "pollster",
    "publisher",
    "economist",
];
/// Longest paragraph of this kind, in bytes.
const LONGEST: usize = 700;
/// The name and its verb stand among so many bytes.
const FRONT: usize = 160;
/// The occupation stands among so many words after the name.
const NEAR: usize = 16;

/// Whether a paragraph names somebody and says at once that he or she writes or comments.
pub(super) fn is_bio(paragraph: &str) -> bool {
    if paragraph.len() > LONGEST || !paragraph.starts_with(char::is_uppercase) {
        return false;
    }
    let mut near = paragraph.len().min(FRONT);
    while !paragraph.is_char_boundary(near) {
        near -= 1;
    }
    let has = |word: &str| memchr::memmem::find(&paragraph.as_bytes()[..near], word.as_bytes());
    if [" is ", " serves ", " writes ", ", a"].into_iter().all(|word| has(word).is_none()) {
        return false;
    }
    let front: Vec<char> = paragraph[..near].chars().collect();
    let Some(names) = take_names(&front) else { return false };
    let name: String = front[..names].iter().collect();
    let behind = &paragraph[name.len()..];
    let rest = behind.trim_start_matches([',', ' ', ')', '(']);
    let mut words = rest.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')));
    let verb = words.next().unwrap_or_default();
    if name.split_whitespace().nth(1).is_none() {
        return false;
    }
    let occupation = |word: &str| OCCUPATIONS.iter().any(|known| known.eq_ignore_ascii_case(word));
    let words = || words.clone().filter(|word| !word.is_empty());
    let befell = || ["who was", "who were"].iter().any(|event| paragraph.contains(event));
    let occupied = || words().take(NEAR).any(occupation) && !says(paragraph) && !befell();
    match verb {
        "writes" if words().any(|word| word == "column" || word == "blog") => true,
        "is" | "serves" | "writes" => occupied(),
        // "Ada Byte, a harbour analyst, was the captain of two ferries."
        "a" | "an" if behind.starts_with(", a") => is_apposed(rest) && occupied(),
        _ => false,
    }
}

/// Whether what follows a comma ends at the next one, and what the person is or was comes then.
fn is_apposed(rest: &str) -> bool {
    let mut clauses = rest.split(", ");
    let apposed = clauses.next().is_some_and(|clause| clause.len() < FRONT);
    let goes_on = clauses.next().unwrap_or_default();
    apposed && ["is ", "was ", "served ", "has "].iter().any(|verb| goes_on.starts_with(verb))
}

/// Whether somebody speaks in a paragraph.
fn says(paragraph: &str) -> bool {
    ["said", "says", "told"]
        .iter()
        .any(|verb| paragraph.split(|c: char| !c.is_alphanumeric()).any(|word| word == *verb))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writers_and_guests_are_told_from_those_whom_stories_are_about() {
        for (paragraph, bio) in [
            ("Ada Byte is a columnist for the Example and lives at sea.", true),
            ("Otto van Bit is a former pilot, a harbour analyst and an author of two books.", true),
            ("Ada Byte writes a blog on ferries.", true),
            ("Ada Byte, a harbour analyst, was captain of two ferries.", true),
            ("Ada Byte, a harbour analyst, left the port.", false),
            ("Ada Byte, a captain, is on leave.", false),
            ("Ada Byte is the captain of the ferry.", false),
            ("Ada Byte, who is a columnist, left.", false),
            ("Ada is a columnist.", false),
            ("Ada Byte is a columnist, the mayor said.", false),
            ("The ferry is an author.", false),
            ("Ada Byte is an Example Times reporter who was detained at sea.", false),
        ] {
            assert_eq!(is_bio(paragraph), bio, "{paragraph}");
        }
    }
}
