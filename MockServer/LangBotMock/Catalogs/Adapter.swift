import JSONCore
import LangBotContract

/// An adapter of a release: what connects bots to one chat platform.
struct Adapter: Sendable {
    /// The class of the release's source, which webhooks name.
    let className: String
    let label: String
    let icon: String
    let categories: [String]
    /// The members of the configuration, for forms.
    let fields: [CatalogField]
    /// Whether the platform posts messages to LangBot.
    let hasInbound: Bool
    /// Whether a bot shows the address for that.
    let showsWebhook: Bool
    /// What is checked of a configuration before the bot runs, in this order.
    let checks: [ConfigurationCheck]
    /// Members that must be texts if they are there, and the error otherwise, with `{}` for the type.
    private let texts: JSONObject
    let delivery: AdapterDelivery
    private let account: [String]

    init(_ json: JSONObject) {
        className = json["class"]?.stringValue ?? ""
        label = json["label"]?.stringValue ?? ""
        icon = json["icon"]?.stringValue ?? ""
        categories = json["categories"]?.texts ?? []
        fields = CatalogField.list(json["config"])
        hasInbound = json["inbound"] == true
        showsWebhook = json["webhook"] == true
        checks = json["checks"]?.arrayValue?.map(ConfigurationCheck.init) ?? []
        texts = json["texts"]?.objectValue ?? [:]
        delivery = AdapterDelivery(json["send"] ?? .null)
        account = json["account"]?.texts ?? []
    }

    /// What is wrong with a configuration; nil if a bot can run with it.
    func fault(_ configuration: JSONObject) -> String? {
        for check in checks {
            if let fault = check.fault(configuration) { return fault }
        }
        for (name, sentence) in texts {
            guard let value = configuration[name], value.stringValue == nil else { continue }
            return sentence.stringValue?.replacing("{}", with: PythonText.type(value))
        }
        return nil
    }

    /// The account of a bot on its platform, as far as its configuration says.
    func account(_ configuration: JSONValue) -> String {
        account.dropFirst().first.flatMap { configuration[$0]?.stringValue } ?? account.first ?? ""
    }
}

/// A member of a configuration, as forms show it.
struct CatalogField: Sendable {
    let name: String
    let type: String
    let initial: JSONValue
    let isRequired: Bool

    static func list(_ rows: JSONValue?) -> [CatalogField] {
        rows?.arrayValue?.compactMap { row in
            guard let parts = row.arrayValue, parts.count == 4 else { return nil }
            return CatalogField(
                name: parts[0].stringValue ?? "",
                type: parts[1].stringValue ?? "",
                initial: parts[2],
                isRequired: parts[3] == true
            )
        } ?? []
    }
}

/// One condition on the configuration of a bot.
struct ConfigurationCheck: Sendable {
    private enum Condition: Sendable {
        /// Members that are read without a look whether they are there.
        case reads([String])
        /// Members that must be there, and perhaps not empty; the sentence may name the missing ones.
        case needs([String], isFilled: Bool, isJoined: Bool)
        case address(String)
        case choice(String, [String], initial: String?)
        case never
    }

    private let condition: Condition
    private let sentence: String
    /// Members that must be on, or off, for the condition to matter.
    private let when, unless: String?

    init(_ json: JSONValue) {
        sentence = json["says"]?.stringValue ?? ""
        when = json["when"]?.stringValue
        unless = json["unless"]?.stringValue
        if let names = json["index"]?.texts {
            condition = .reads(names)
        } else if let names = json["needs"]?.texts {
            condition = .needs(names, isFilled: json["filled"] == true, isJoined: json["joined"] == true)
        } else if let name = json["url"]?.stringValue {
            condition = .address(name)
        } else if let name = json["member"]?.stringValue {
            condition = .choice(name, json["one_of"]?.texts ?? [], initial: json["initial"]?.stringValue)
        } else {
            condition = .never
        }
    }

    func fault(_ configuration: JSONObject) -> String? {
        func isOn(_ name: String) -> Bool { !Self.isEmpty(configuration[name]) }
        if let when, !isOn(when) { return nil }
        if let unless, isOn(unless) { return nil }
        switch condition {
        case .reads(let names): return names.first { configuration[$0] == nil }.map { "'\($0)'" }
        case .needs(let names, let isFilled, let isJoined):
            let missing = names.filter { isFilled ? !isOn($0) : configuration[$0] == nil }
            guard !missing.isEmpty else { return nil }
            let list =
                isJoined ? missing.joined(separator: ", ") : PythonText.of(.array(missing.map(JSONValue.string)))
            return sentence.replacing("{}", with: list)
        case .address(let name):
            let address = configuration[name]?.stringValue.flatMap(WebAddress.init)
            return address == nil ? sentence : nil
        case .choice(let name, let allowed, let initial):
            let value = configuration[name]?.stringValue ?? initial ?? ""
            return allowed.contains(value) ? nil : sentence
        case .never: return sentence
        }
    }

    private static func isEmpty(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null, .bool(false), .integer(0), .string(""), .array([]): true
        case .object(let object): object.isEmpty
        default: false
        }
    }
}

/// How an adapter sends a message that nobody asked for.
struct AdapterDelivery: Sendable {
    private enum Way: String, Sendable {
        /// The release does nothing and says that it was sent.
        case nothing
        /// The platform is called over the internet, for which a script speaks.
        case calls
        /// The platform has to connect to LangBot first, which it never does here.
        case waits
        case refuses
    }

    private let way: Way
    private let sentence: String
    /// What the identifier of the receiver must look like: `number`, `pair` or `bar`.
    private let target: String?
    /// The only kind of receiver.
    private let only: String?
    /// The members of the configuration that are read for each text.
    private let reads: [String]
    /// A member of the configuration that makes the adapter do nothing.
    private let unless: String?

    init(_ json: JSONValue) {
        way = json["does"]?.stringValue.flatMap(Way.init) ?? .nothing
        sentence = json["says"]?.stringValue ?? ""
        target = json["target"]?.stringValue
        only = json["only"]?.stringValue
        reads = json["reads"]?.texts ?? []
        unless = json["unless"]?.stringValue
    }

    /// Why a message cannot be sent; nil if it can.
    func fault(_ type: String, _ receiver: String, _ chain: MessageChain, _ configuration: JSONValue) -> String? {
        if way == .nothing { return nil }
        if let unless, configuration[unless] == true { return nil }
        if way == .refuses { return sentence }
        if let only, only != type { return sentence }
        if let fault = fault(receiver) { return fault }
        if chain.kinds.contains("Plain"), let name = reads.first(where: { configuration[$0] == nil }) {
            return "'\(name)'"
        }
        return way == .waits ? "" : nil
    }

    private func fault(_ receiver: String) -> String? {
        switch target {
        case "number": return Int64(receiver) == nil ? Self.noNumber(receiver) : nil
        case "pair":
            let parts = receiver.split(separator: "|", omittingEmptySubsequences: false)
            guard parts.count > 1 else { return "list index out of range" }
            return Int64(parts[1]) == nil ? Self.noNumber(String(parts[1])) : nil
        case "bar":
            return receiver.contains("|")
                ? nil : "WeCom customer service open_kfid is required before sending messages"
        default: return nil
        }
    }

    private static func noNumber(_ text: String) -> String {
        "invalid literal for int() with base 10: \(PythonText.of(.string(text)))"
    }
}

extension JSONValue {
    /// The texts of a list.
    fileprivate var texts: [String]? { arrayValue?.compactMap(\.stringValue) }
}
