/// Which fields the releases know of what is sent to them.
struct FieldTable: Sendable {
    /// One field, and the releases that do not know it.
    struct Field: Sendable {
        let name: String
        /// The newest release that is known not to have it; nil when the oldest has it.
        var absentThrough: ServerRelease?
        /// The oldest release that is known not to have it any more; nil when the newest has it.
        var goneSince: ServerRelease?

        /// A field of all releases.
        static func always(_ name: String) -> Field { Field(name: name) }

        /// A field that came after a release.
        static func after(_ release: ServerRelease, _ name: String) -> Field {
            Field(name: name, absentThrough: release)
        }

        /// A field that a release does not have any more.
        static func before(_ release: ServerRelease, _ name: String) -> Field {
            Field(name: name, goneSince: release)
        }

        var isUniversal: Bool { absentThrough == nil && goneSince == nil }

        func isKnown(to release: ServerRelease) -> Bool {
            release > absentThrough ?? .none && release < goneSince ?? .never
        }
    }

    private let fields: [String: Field]

    init(_ fields: [Field]...) {
        self.fields = Dictionary(fields.joined().map { ($0.name, $0) }) { _, last in last }
    }

    /// Whether it depends on the release which of the members are known.
    func dependsOnRelease(_ members: JSONObject) -> Bool {
        members.keys.contains { fields[$0]?.isUniversal != true }
    }

    /// The members that a release does not know, ordered by name.
    ///
    /// Of a release older or newer than all that this SDK knows, nobody can say that it does not know a field.
    func unknown(_ members: JSONObject, to release: ServerRelease) -> [String] {
        guard release >= .oldestKnown else { return [] }
        return members.keys.filter { name in
            guard let field = fields[name] else { return release <= .newestKnown }
            return !field.isKnown(to: release)
        }.sorted()
    }
}

extension ServerRelease {
    fileprivate static let none = ServerRelease(0, 0)
    fileprivate static let never = ServerRelease(.max, 0)
}
