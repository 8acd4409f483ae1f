//! `--fix` and `--diff`.

use crate::folder::{Folder, found};

const HOST: &str = "import streamlit as st\nknob = st.components.v2.component('knob', js='export default function () {}')\nknob(default={'level': 1, 'tone': 2, 'bass': 3})  # é\n";
const ONLY: &str = "--select=default-without-callback";

#[test]
fn fixes_at_one_place_are_applied_one_after_another() {
    let folder = Folder::new(&[("app.py", HOST)]);
    let run = folder.run(&["check", ONLY, "--fix"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.starts_with("3 fixes applied. All wires hold"), "{}", run.out);
    let mended = String::from_utf8(folder.bytes("app.py")).unwrap();
    for key in ["level", "tone", "bass"] {
        assert_eq!(mended.matches(&format!("on_{key}_change=lambda: None")).count(), 1, "{mended}");
    }
    assert_eq!(folder.run(&["check", ONLY]).status, 0);
}

#[test]
fn what_cannot_be_mended_remains() {
    let folder = Folder::new(&[("app.py", &HOST.replace("knob(", "knob(on_=1, "))]);
    let run = folder.run(&["check", "--select=default-without-callback,ignored-argument", "--fix", "--format=json"]);
    assert_eq!((run.status, found(&run.json()).len()), (1, 1), "{run:?}");
}

#[test]
fn a_diff_is_shown_and_nothing_is_written() {
    let folder = Folder::new(&[("sub/app.py", HOST)]);
    let run = folder.run(&["check", ONLY, "--diff"]);
    assert_eq!(run.status, 1);
    for part in ["--- a/sub/app.py\n+++ b/sub/app.py\n@@", "-knob(default=", "+knob(default="] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    assert_eq!(folder.bytes("sub/app.py"), HOST.as_bytes());
    folder.run(&["check", ONLY, "--fix"]);
    let run = folder.run(&["check", ONLY, "--diff"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
}

#[test]
fn the_files_manners_are_kept() {
    let latin1 = |text: &str| text.chars().map(|character| u32::from(character) as u8).collect::<Vec<u8>>();
    let utf16 =
        |text: &str| [&b"\xFE\xFF"[..], &text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>()].concat();
    let with_mark = |text: &str| [&b"\xEF\xBB\xBF"[..], text.as_bytes()].concat();
    let crlf = |text: &str| text.replace('\n', "\r\n").into_bytes();
    let cookie = |text: &str| latin1(&format!("# coding: latin-1\n{text}"));
    let plain = |text: &str| text.as_bytes().to_vec();
    type Store<'s> = (&'s str, &'s dyn Fn(&str) -> Vec<u8>);
    let stores: [Store<'_>; 4] =
        [("byte order mark", &with_mark), ("crlf", &crlf), ("latin-1", &cookie), ("utf-16", &utf16)];
    let mended_of = |store: &dyn Fn(&str) -> Vec<u8>| {
        let folder = Folder::new(&[]);
        folder.write("app.py", &store(HOST));
        let run = folder.run(&["check", ONLY, "--fix"]);
        assert_eq!(run.status, 0, "{run:?}");
        folder.bytes("app.py")
    };
    let expected = String::from_utf8(mended_of(&plain)).unwrap();
    assert_ne!(expected, HOST);
    for (what, store) in stores {
        assert_eq!(mended_of(store), store(&expected), "{what}");
    }
}

#[test]
#[cfg(unix)]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new(&[("real.py", HOST)]);
    let mode = || std::fs::metadata(folder.path("real.py")).unwrap().permissions().mode() & 0o777;
    std::fs::set_permissions(folder.path("real.py"), std::fs::Permissions::from_mode(0o750)).unwrap();
    symlink("real.py", folder.path("link.py")).unwrap();
    assert_eq!(folder.run(&["check", ONLY, "--fix", "link.py"]).status, 0);
    assert_ne!(folder.bytes("real.py"), HOST.as_bytes());
    assert!(std::fs::symlink_metadata(folder.path("link.py")).unwrap().is_symlink());
    assert_eq!(mode(), 0o750);
    let left = std::fs::read_dir(folder.root()).unwrap().count();
    assert_eq!(left, 2, "no temporary file is left behind");

    folder.write("real.py", HOST.as_bytes());
    std::fs::set_permissions(folder.path("real.py"), std::fs::Permissions::from_mode(0o440)).unwrap();
    let run = folder.run(&["check", ONLY, "--fix"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.err.contains("real.py is left as it was"), "{}", run.err);
    assert_eq!(folder.bytes("real.py"), HOST.as_bytes());
}
