import JSONCore
import LangBotContract

/// The extension preferences that a pipeline is stored with: releases that do not check them keep anything, and fail
/// where they read it.
extension Behaviour {
    private static let unreadable = DomainError.failure("The preferences cannot be read")

    /// The preferences as they are shown; a stored value that is not an object cannot be.
    func shownPreferences(_ record: JSONObject) throws(DomainError) -> JSONObject {
        if let stored = record[traits.pipelines.preferencesMember], stored.objectValue == nil,
            !traits.pipelines.checksExtensions
        {
            throw Self.unreadable
        }
        return try storedPreferences(record)
    }

    /// The preferences that an update changes; whatever Python takes for false counts as none.
    ///
    /// The newest releases fill in missing members.
    func storedPreferences(_ record: JSONObject) throws(DomainError) -> JSONObject {
        guard let stored = record[traits.pipelines.preferencesMember] else { return traits.pipelines.preferences }
        if let members = stored.objectValue {
            guard traits.pipelines.checksItems else { return members }
            return JSONObject(traits.pipelines.extensions.map { ($0.preference, $0.initial) }).merging(members)
        }
        guard isBlank(stored) || traits.pipelines.checksExtensions else { throw Self.unreadable }
        return [:]
    }

    /// The preferences of a copy.
    func copiedPreferences(_ record: JSONObject) throws(DomainError) -> JSONValue {
        let stored = record["extensions_preferences"]
        guard !isBlank(stored) else { return .object(traits.pipelines.preferences) }
        // A list is copied, and fails when the copy is loaded.
        if stored?.arrayValue == nil { return .object(try storedPreferences(record)) }
        return stored ?? [:]
    }

    /// - Throws: a failure if the plugins of a pipeline cannot be read.
    func readBoundPlugins(_ record: JSONObject) throws(DomainError) {
        if traits.pipelines.checksExtensions { return }
        let preferences = try storedPreferences(record)
        let bindsAll = traits.pipelines.extensions.contains { $0.preference == "enable_all_plugins" }
        if bindsAll, !isBlank(preferences["enable_all_plugins"] ?? true) { return }
        let plugins = preferences["plugins"]
        let areNamed = plugins?.arrayValue?.allSatisfy { $0["author"] != nil && $0["name"] != nil } ?? false
        guard isBlank(plugins) || areNamed else { throw Self.unreadable }
    }
}
