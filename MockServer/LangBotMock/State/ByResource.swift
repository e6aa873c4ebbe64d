import LangBotContract

/// One value for each kind of resource that has one.
///
/// The place of a kind among all kinds is where its value lies, so that nothing is hashed; and whoever looks at a part
/// of a value is lent the value where it lies (`_read`, `_modify`) instead of a copy.
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

    /// What there is, sorted by the names of the kinds.
    var sorted: [(resource: Resource, value: Value)] {
        Resource.allCases.sorted { $0.rawValue < $1.rawValue }.compactMap { resource in
            self[resource].map { (resource, $0) }
        }
    }
}
