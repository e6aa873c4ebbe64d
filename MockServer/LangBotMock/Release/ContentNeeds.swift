import JSONCore
import LangBotContract

/// What the content must be for an operation to read it; otherwise the operation fails with an internal error.
enum ContentNeed {
    /// Valid JSON, or content of another media type.
    case readable
    /// Anything except null.
    case present
    case object
    /// An object, or null for an empty one.
    case objectOrNull

    /// The operations that read the content before they report missing members.
    static let rows: [OperationID: Since<ContentNeed>] = [
        "plugin.github.release_assets": [.v4_5_1: .object],
        "plugin.github.releases": [.v4_5_1: .object],
        "plugin.install.github": [.v4_5_1: .object, .v4_10_11: .objectOrNull],
        "plugin.install.marketplace": [.v4_5_1: .readable, .v4_9_7: .object],
        "plugin.page_api": [.v4_5_1: .readable],
        "skill.create": [.v4_10_11: .present],
        "skill.install.github": [.v4_10_11: .present],
        "skill.preview.github": [.v4_10_11: .present],
        "agent.create": [.v4_11_2: .object],
    ]
}

extension Traits {
    /// - Throws: a failure if the content does not meet the need of the operation.
    func check(_ call: Call, _ operation: OperationID) throws(DomainError) {
        guard let need = ContentNeed.rows[operation]?[release] else { return }
        let content = try call.json()
        let isMet =
            switch need {
            case .readable: true
            case .present: !content.isNull
            case .object: content.objectValue != nil
            case .objectOrNull: content.objectValue != nil || content.isNull
            }
        guard isMet else { throw .failure("The content is not an object") }
    }
}
