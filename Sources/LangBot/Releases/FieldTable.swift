/// The request fields that each release knows.
struct FieldTable: Sendable {
    /// A field and the releases that do not know it.
    struct Field: Sendable {
        let name: String
        /// The newest release known to lack it; nil if the oldest has it.
        var absentThrough: ServerRelease?
        /// The oldest release known to have dropped it; nil if the newest has it.
        var goneSince: ServerRelease?

        /// A field that all releases know.
        static func always(_ name: String) -> Field { Field(name: name) }

        /// A field that was added after a release.
        static func after(_ release: ServerRelease, _ name: String) -> Field {
            Field(name: name, absentThrough: release)
        }

        /// A field that was dropped in a release.
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

    /// Whether releases differ in which of the members they know.
    func dependsOnRelease(_ members: JSONObject) -> Bool {
        members.keys.contains { fields[$0]?.isUniversal != true }
    }

    /// The members that a release does not know, sorted by name.
    ///
    /// For releases outside the known range, every field passes.
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
