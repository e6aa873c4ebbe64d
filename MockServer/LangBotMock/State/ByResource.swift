import LangBotContract

/// An optional value for each kind of resource.
///
/// Values are stored by the position of their kind, without hashing, and accessed in place (`_read`, `_modify`) without
/// copying.
struct ByResource<Value: Sendable>: Sendable {
    private var values = [Value?](repeating: nil, count: Resource.allCases.count)

    subscript(resource: Resource) -> Value? {
        _read { yield values[resource.place] }
        _modify { yield &values[resource.place] }
    }

    subscript(resource: Resource, default value: @autoclosure () -> Value) -> Value {
        get { values[resource.place] ?? value() }
        _modify {
            var present = values[resource.place].take() ?? value()
            defer { values[resource.place] = present }
            yield &present
        }
    }

    /// The values, sorted by the names of their kinds.
    var sorted: [(resource: Resource, value: Value)] {
        Resource.allCases.sorted { $0.rawValue < $1.rawValue }.compactMap { resource in
            self[resource].map { (resource, $0) }
        }
    }
}
