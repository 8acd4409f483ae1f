//! What others work out from a thing that never changes, once; the thing need not know what that is.

use std::any::{Any, TypeId};
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

/// Values by their type, each made when it is first asked for.
#[derive(Default)]
pub struct Derived {
    slots: Mutex<FxHashMap<TypeId, Slot>>,
}

type Slot = Arc<OnceLock<Arc<dyn Any + Send + Sync>>>;

impl Derived {
    /// The value of this type; who asks while another thread makes it waits for that.
    pub fn get<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        let slot = {
            let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
            slots.entry(TypeId::of::<T>()).or_default().clone()
        };
        let value = slot.get_or_init(|| Arc::new(make())).clone();
        value.downcast().unwrap_or_else(|_| unreachable!("a slot holds what its type says"))
    }
}

impl fmt::Debug for Derived {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Derived")
    }
}

#[cfg(test)]
mod tests {
    use super::Derived;

    #[test]
    fn each_type_is_made_once() {
        let derived = Derived::default();
        assert_eq!((*derived.get(|| 1), *derived.get(|| "one")), (1, "one"));
        assert_eq!((*derived.get(|| 2), *derived.get(|| "two")), (1, "one"));
    }
}
