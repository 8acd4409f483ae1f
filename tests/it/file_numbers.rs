//! Files have numbers in the order in which they were first met, which threads and editors decide: nothing that a
//! person sees may depend on them.

use std::path::{Path, PathBuf};

use crosswire::ide::{definition, hover, lenses, occurrences, references, symbols};
use crosswire::workspace::{Analysis, Workspace};

use crate::fixtures;
use crate::folder::Folder;
use crate::ide;

#[test]
fn nothing_depends_on_the_numbers_of_files() {
    let of_rules = fixtures::cases().into_iter().map(|case| {
        let files = case.files.into_iter().map(|file| (file.path, file.text)).collect();
        (case.name, files)
    });
    let mut differing = Vec::new();
    for (name, files) in of_rules.chain(ide::workspaces()) {
        let files: Vec<(String, String)> = files;
        if files.len() < 2 {
            continue;
        }
        let folder = Folder::new(&[]);
        files.iter().for_each(|(path, text)| folder.write(path, text.as_bytes()));
        let paths: Vec<PathBuf> = files.iter().map(|(path, _)| folder.path(path)).collect();
        let told = [paths.clone(), paths.into_iter().rev().collect()].map(|paths| told(folder.root(), &paths));
        if told[0] != told[1] {
            let diff = similar::TextDiff::from_lines(&told[0], &told[1]);
            differing.push(format!("=== {name}\n{}", diff.unified_diff().context_radius(1)));
        }
    }
    assert!(differing.is_empty(), "{} differ\n{}", differing.len(), differing.join("\n"));
}

/// All that is known of a workspace and most of what an editor shows of it, where its files are met in this order.
fn told(root: &Path, files: &[PathBuf]) -> String {
    let mut workspace = Workspace::new(vec![root.to_path_buf()]).relative_to(root.to_path_buf());
    let numbers: Vec<_> = files.iter().map(|path| workspace.files().intern(path)).collect();
    workspace.scan();
    let analysis = workspace.analyze();
    let mut told = format!("{:#?}\n{:#?}\n", analysis.contracts, analysis.diagnostics);
    let mut of_files: Vec<(&PathBuf, String)> = files
        .iter()
        .zip(numbers)
        .map(|(path, file)| {
            let mut shown =
                format!("{:#?}\n{:#?}\n", symbols::in_file(&analysis, file), lenses::lenses(&analysis, file));
            let mut places: Vec<u32> =
                occurrences::all(&analysis).in_file(file).map(|one| one.site.span.start).collect();
            places.sort_unstable();
            places.dedup();
            for at in places {
                shown += &format!("at {at}: {:#?}\n", references::references(&analysis, file, at, true));
                shown += &format!("{:#?}\n", definition::definition(&analysis, file, at));
                shown += &format!("{:#?}\n", hover::hover(&analysis, file, at));
            }
            (path, shown)
        })
        .collect();
    of_files.sort();
    told.extend(of_files.into_iter().map(|(_, shown)| shown));
    named(&told, &analysis)
}

/// The text with the paths of the files instead of their numbers.
fn named(text: &str, analysis: &Analysis) -> String {
    let mut named = String::new();
    let mut parts = text.split("FileId(");
    named.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (number, rest) = part.split_once(')').expect("a number in brackets");
        let number = number.trim().trim_end_matches(',').parse().expect("a number");
        named += &format!("{}{rest}", analysis.path(crosswire::text::FileId(number)).display());
    }
    named
}
