use super::*;
#[test]
fn measure() {
    for name in ["radial_menu.js", "stopwatch.js", "contact_form.js", "drag_list.js"] {
        let text =
            std::fs::read_to_string(format!("{}/src/link/script/tests/components/{name}", env!("CARGO_MANIFEST_DIR")))
                .unwrap();
        let files = Files(vec![("index.js", text)]);
        let entry = FileId(0);
        let text = Arc::new(Embedded::whole_file(entry, files.text(entry).unwrap()));
        let t = std::time::Instant::now();
        let tree = crate::syntax::script::parse(text.text(), Dialect::JavaScript, None).unwrap();
        let parse = t.elapsed();
        let t = std::time::Instant::now();
        let _ = crate::syntax::script::read_tree(text.text(), &tree, &[], Dialect::JavaScript);
        let lower = t.elapsed();
        let t = std::time::Instant::now();
        let _ = crate::syntax::script::read_tree(text.text(), &tree, &[], Dialect::JavaScript);
        let lower2 = t.elapsed();
        let t = std::time::Instant::now();
        let mut follower = crate::link::script::Follower::new(&files);
        let entry = follower.load(Arc::clone(&text), Some(entry));
        let mut n = 0;
        for _ in 0..12 {
            follower.start_round();
            follower.round(entry);
            n += 1;
            if !follower.heap.stale || follower.fuel == 0 {
                break;
            }
        }
        println!(
            "{name} {} bytes parse {parse:?} lower {lower:?} again {lower2:?} load+follow {:?} rounds {n} steps {} frames {} objects {} stale {}",
            text.text().len(),
            t.elapsed(),
            crate::link::script::FUEL - follower.fuel,
            follower.heap.frames.len(),
            follower.heap.objects.len(),
            follower.heap.stale
        );
    }
}
