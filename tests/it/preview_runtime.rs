//! The Python tests of the rerun model, run against the embedded engine of this build.

use std::path::Path;
use std::process::Command;

#[test]
fn the_rerun_model_holds_in_the_embedded_engine() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/preview_runtime");
    let output = Command::new("python3")
        .args(["-m", "unittest", "discover", "--quiet"])
        .current_dir(tests)
        .env("CROSSWIRE", env!("CARGO_BIN_EXE_crosswire"))
        .output()
        .expect("these tests are written for Python 3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
