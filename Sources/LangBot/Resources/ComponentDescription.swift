/// The description of a LangBot component, such as a messaging platform adapter.
public struct ComponentDescription: ServerObject, Identifiable {
    public static let memberRules: [String: MemberRule] = ["name": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The name that identifies the component.
    public var name: String { identity("name") }
    /// The ``name``.
    public var id: String { name }
    /// The display name by language code, such as `en_US`.
    public var label: [String: String] { texts("label") }
    /// The description by language code.
    public var description: [String: String] { texts("description") }
    /// The settings, each with `name`, `type`, `required` and `default`.
    public var settings: [JSONValue] { fields["spec"]?["config"]?.arrayValue ?? [] }
    /// The kinds of models that a requester supports; empty for other components.
    public var supportedTypes: [String] { fields["spec"]?["support_type"]?.arrayValue?.compactMap(\.stringValue) ?? [] }

    private func texts(_ name: String) -> [String: String] {
        (self[object: name] ?? [:]).compactMapValues(\.stringValue)
    }
}
