//! When two keys are so alike that one is a misspelling of the other.

/// How far apart two different keys are, where that is near: 0 for case and `-`/`_`, else edits.
pub(super) fn distance(a: &str, b: &str) -> Option<usize> {
    if a == b {
        return None;
    }
    let (bare_a, bare_b) = (bare(a), bare(b));
    if bare_a == bare_b {
        return (!bare_a.is_empty()).then_some(0);
    }
    if singular(&bare_a) == singular(&bare_b) {
        return Some(1);
    }
    let (count_a, count_b) = (bare_a.chars().count(), bare_b.chars().count());
    let allowed = match (count_a.min(count_b), count_a.max(count_b)) {
        (0..=2, _) => 0,
        (_, 0..=5) => 1,
        _ => 2,
    };
    let edits = strsim::osa_distance(&bare_a, &bare_b);
    (edits <= allowed).then_some(edits)
}

/// The one of `candidates` that is nearest to `word`, where one is near; the first of equals.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = candidates.into_iter().filter_map(|candidate| Some((distance(word, candidate)?, candidate)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// `; did you mean "x"?` for the end of a message; empty where nothing is near.
pub(super) fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default()
}

fn bare(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

fn singular(key: &str) -> String {
    let stem = match key {
        _ if key.chars().count() < 4 => return key.trim_end_matches('s').to_string(),
        _ if key.ends_with("ies") => format!("{}y", key.trim_end_matches("ies")),
        _ if ["ses", "xes", "ches", "shes"].iter().any(|end| key.ends_with(end)) => {
            key.trim_end_matches("es").to_string()
        }
        _ => key.trim_end_matches('s').to_string(),
    };
    if stem.is_empty() { key.to_string() } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_keys() {
        let near = [
            ("clicked", "click", Some(2)),
            ("row-id", "rowId", Some(0)),
            ("row_id", "RowID", Some(0)),
            ("item", "items", Some(1)),
            ("entry", "entries", Some(1)),
            ("box", "boxes", Some(1)),
            ("confirmd", "confirmed", Some(1)),
            ("slected", "selceted", Some(2)),
            ("teh", "the", Some(1)),
        ];
        let far = [
            ("a", "b"),
            ("on", "in"),
            ("row", "col"),
            ("min", "max"),
            ("start", "stop"),
            ("label", "level"),
            ("same", "same"),
            ("", "_"),
        ];
        for (a, b, expected) in near {
            assert_eq!(distance(a, b), expected, "{a} and {b}");
        }
        for (a, b) in far {
            assert_eq!(distance(a, b), None, "{a} and {b}");
        }
    }

    #[test]
    fn the_nearest_wins() {
        assert_eq!(nearest("rowid", ["rowing", "row_id", "rows"]), Some("row_id"));
        assert_eq!(nearest("zebra", ["row_id"]), None);
    }
}
