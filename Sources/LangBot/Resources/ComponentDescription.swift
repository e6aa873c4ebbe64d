/// What a part of LangBot says about itself, such as an adapter for a messaging platform.
public struct ComponentDescription: ServerObject {
    /// The name.
    public static let requiredMembers = ["name"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a description of members.
    public init(members: ServerMembers) { self.members = members }

    /// The name by which the part is addressed.
    public var name: String { self[text: "name"] ?? "" }
    /// The name for people, by language, such as `en_US`.
    public var label: [String: String] { texts("label") }
    /// A text for people, by language.
    public var text: [String: String] { texts("description") }
    /// The settings, each with `name`, `type`, `required` and `default`.
    public var settings: [JSONValue] { fields["spec"]?["config"]?.arrayValue ?? [] }
    /// The kinds of models that a requester supports.
    public var supportedTypes: [String] { fields["spec"]?["support_type"]?.arrayValue?.compactMap(\.stringValue) ?? [] }

    private func texts(_ name: String) -> [String: String] {
        (self[object: name] ?? [:]).compactMapValues(\.stringValue)
    }
}
