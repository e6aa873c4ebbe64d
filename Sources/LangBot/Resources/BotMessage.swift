/// Somebody, or a group, that a bot talks with.
public struct Conversation: Hashable, Sendable {
    /// The sort of conversation; the server may know further ones.
    public struct Kind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// The name as the server has it.
        public let rawValue: String

        /// Makes a kind of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes a kind of that name.
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// With one person.
        public static let person: Kind = "person"
        /// In a group.
        public static let group: Kind = "group"
    }

    /// The sort of conversation.
    public var kind: Kind
    /// The identifier of the person or group on the messaging platform.
    public var id: String

    /// Makes a conversation.
    public init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    /// A conversation with one person.
    public static func person(_ id: String) -> Conversation { Conversation(.person, id) }

    /// A conversation in a group.
    public static func group(_ id: String) -> Conversation { Conversation(.group, id) }
}

/// A message that a bot is to send.
public struct BotMessage: Hashable, Sendable {
    /// A part of a message: the members as LangBot has them, with `type` for what it is.
    public struct Component: Hashable, Sendable {
        /// The members.
        public var fields: JSONObject

        /// Makes a component of members.
        public init(fields: JSONObject) { self.fields = fields }

        /// Text.
        public static func text(_ text: String) -> Component {
            Component(fields: ["type": "Plain", "text": .string(text)])
        }

        /// A picture that is somewhere on the web.
        public static func image(url: String) -> Component {
            Component(fields: ["type": "Image", "url": .string(url)])
        }

        /// A mention of somebody.
        public static func mention(_ id: String) -> Component {
            Component(fields: ["type": "At", "target": .string(id)])
        }

        /// A mention of everybody.
        public static let mentionAll = Component(fields: ["type": "AtAll"])
    }

    /// Where the message goes.
    public var target: Conversation
    /// The parts of the message; at least one.
    public var components: [Component]

    /// Makes a message.
    public init(to target: Conversation, _ components: [Component]) {
        self.target = target
        self.components = components
    }

    /// Makes a message of text.
    public init(to target: Conversation, _ text: String) {
        self.init(to: target, [.text(text)])
    }

    var body: APIOperation.Body {
        .json([
            "target_type": .string(target.kind.rawValue),
            "target_id": .string(target.id),
            "message_chain": .array(components.map { .object($0.fields) }),
        ])
    }
}

/// Somebody who may command a bot, since 4.10.
public struct BotAdmin: ServerObject, Identifiable {
    /// The number.
    public static let requiredMembers = ["id"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes an admin of members.
    public init(members: ServerMembers) { self.members = members }

    /// The number of the permission.
    public var id: Int { self[integer: "id"] ?? -1 }

    /// Whose messages are commands.
    public var conversation: Conversation {
        Conversation(.init(rawValue: self[text: "launcher_type"] ?? ""), self[text: "launcher_id"] ?? "")
    }
}
