//! Keeps what the texts of components do: an edit of a host script behind a registration follows the component's
//! script no second time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use super::sources::Used;
use crate::link::Front;
use crate::model::Component;
use crate::text::Site;

/// What is kept, by the place and name of the registration.
#[derive(Debug, Default)]
pub struct Fronts {
    followed: AtomicUsize,
    kept: Mutex<FxHashMap<Identity, Kept>>,
}

type Identity = (Site, Option<String>);

#[derive(Debug)]
struct Kept {
    component: Component,
    front: Arc<Front>,
    used: Arc<Used>,
}

impl Fronts {
    /// What the component's texts do, and what was used to tell: as it is kept, else as `follow` finds it.
    pub fn front(&self, component: &Component, follow: impl FnOnce() -> (Front, Used)) -> (Front, Arc<Used>) {
        let identity = (component.site, component.name.as_ref().map(|name| name.text.clone()));
        let known = self.kept().get(&identity).filter(|kept| kept.component == *component).map(Kept::parts);
        let (front, used) = known.unwrap_or_else(|| {
            self.followed.fetch_add(1, Ordering::Relaxed);
            let (front, used) = follow();
            let kept = Kept { component: component.clone(), front: Arc::new(front), used: Arc::new(used) };
            let parts = kept.parts();
            self.kept().insert(identity, kept);
            parts
        });
        (Front::clone(&front), used)
    }

    /// How many components were followed so far, counting again what was followed again.
    pub fn followed(&self) -> usize {
        self.followed.load(Ordering::Relaxed)
    }

    /// Drops those that `stale` files went into.
    pub fn drop_stale(&self, stale: impl Fn(&Used) -> bool) {
        self.kept().retain(|_, kept| !stale(&kept.used));
    }

    /// Drops those of registrations that are no longer there.
    pub fn keep_only(&self, is_there: impl Fn(Site) -> bool) {
        self.kept().retain(|(site, _), _| is_there(*site));
    }

    fn kept(&self) -> MutexGuard<'_, FxHashMap<Identity, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn parts(&self) -> (Arc<Front>, Arc<Used>) {
        (self.front.clone(), self.used.clone())
    }
}
