import JSONCore
import LangBotContract

/// In what one LangBot differs from another, as a client sees it.
///
/// A trait is a row that says what holds since which release. The documented profile is like the release that LangBot's
/// guide was written for, except where a row says otherwise.
struct Traits: Sendable {
    let release: Release
    let tables: [Resource: Table]
    let requesters: [String: [RequesterCatalog.Ability]]
    let adapters: Set<String>
    let pipelines: PipelineTraits
    /// What the content of operations must hold, if a profile checks that before anything else.
    let contents: [OperationID: [ContentRule]]
    /// Whether members are sorted by name in answers.
    let sortsMembers: Bool
    /// Whether times are shown with fractions of a second.
    let showsFractions: Bool
    private let isDocumented: Bool

    /// The traits of a release.
    init(_ release: Release) {
        self.init(release, Tables.release(release), PipelineTraits(release), contents: [:], isDocumented: false)
    }

    /// The traits of the documented profile.
    static let documented = Traits(
        .v4_5_4,
        Tables.documented,
        .documented,
        contents: ContentRule.documented,
        isDocumented: true
    )

    private init(
        _ release: Release,
        _ tables: [Resource: Table],
        _ pipelines: PipelineTraits,
        contents: [OperationID: [ContentRule]],
        isDocumented: Bool
    ) {
        self.release = release
        self.tables = tables
        self.pipelines = pipelines
        self.contents = contents
        self.isDocumented = isDocumented
        requesters = RequesterCatalog.abilities(in: release)
        adapters = Set(AdapterCatalog.names(in: release))
        sortsMembers = !isDocumented
        showsFractions = isDocumented
    }

    /// The value of a row in this profile.
    subscript<Value>(_ rows: Since<Value>, documented documented: Value? = nil) -> Value? {
        (isDocumented ? documented : nil) ?? rows[release]
    }

    subscript(_ rows: Since<Bool>, documented documented: Bool? = nil) -> Bool {
        (isDocumented ? documented : nil) ?? rows[release] ?? false
    }
}

extension Traits {
    func table(_ resource: Resource) throws(DomainError) -> Table {
        guard let table = tables[resource] else { throw .notFound(resource) }
        return table
    }

    /// A time in an answer.
    func shown(_ time: Timestamp) -> JSONValue { .string(showsFractions ? time.text : time.secondsText) }

    /// Members in the order in which answers show them.
    func arranged(_ members: JSONObject) -> JSONObject { sortsMembers ? members.sortedByName() : members }
}
