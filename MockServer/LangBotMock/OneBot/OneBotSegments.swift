import Foundation
import JSONCore

/// Messages as OneBot 11 writes them: a list of segments, each with a type and its data.
extension MessageChain {
    var segments: JSONValue { .array(components.flatMap(Self.segments)) }

    private static func segment(_ type: String, _ data: JSONObject = [:]) -> JSONValue {
        ["type": .string(type), "data": .object(data)]
    }

    private static func segments(_ component: JSONObject) -> [JSONValue] {
        func text(_ name: String) -> String { component[name]?.stringValue ?? "" }
        switch component["type"] {
        case "Source": return []
        case "Plain": return [segment("text", ["text": .string(text("text"))])]
        case "At": return [mention(PythonText.str(component["target"] ?? ""))]
        case "AtAll": return [mention("all")]
        case "Image", "Voice":
            guard let place = place(component) else { return [] }
            return [segment(component["type"] == "Image" ? "image" : "record", ["file": .string(place)])]
        case "File":
            let name = text("name").isEmpty ? "file" : text("name")
            return [segment("file", ["file": .string(place(component) ?? text("id")), "name": .string(name)])]
        case "Face" where ["rps", "dice"].contains(text("face_type")): return [segment(text("face_type"))]
        case "Face": return [segment("face", ["id": .string(PythonText.str(component["face_id"] ?? 0))])]
        case "Forward": return forwarded(component).flatMap { $0.chain.components.flatMap(segments) }
        case "Quote" where component["id"]?.isNull == false: return [quote(PythonText.str(component["id"] ?? ""))]
        default: return [segment("text", ["text": .string(MessageChain([component]).text)])]
        }
    }

    static func mention(_ account: String) -> JSONValue { segment("at", ["qq": .string(account)]) }

    static func quote(_ message: String) -> JSONValue { segment("reply", ["id": .string(message)]) }

    /// Where the content of a component is; nil if nowhere.
    private static func place(_ component: JSONObject) -> String? {
        if let content = component["base64"]?.stringValue, !content.isEmpty {
            return "base64://"
                + (content.hasPrefix("data:") ? content.split(separator: ",").last.map(String.init) ?? "" : content)
        }
        return ["url", "path"].compactMap { component[$0]?.stringValue }.first { !$0.isEmpty }
    }

    private static func forwarded(_ component: JSONObject) -> [(node: JSONValue, chain: MessageChain)] {
        (component["node_list"]?.arrayValue ?? []).map { node in
            (node, MessageChain(node["message_chain"]?.arrayValue?.compactMap(\.objectValue) ?? []))
        }
    }

    /// The messages of a forwarded conversation, those without content left out.
    static func nodes(_ forward: JSONObject) -> [JSONValue] {
        forwarded(forward).filter { !$0.chain.components.isEmpty }.map { node, chain in
            segment(
                "node",
                [
                    "user_id": .string(PythonText.str(node["sender_id"] ?? "10000")),
                    "nickname": node["sender_name"] ?? "LangBot", "content": chain.segments,
                ]
            )
        }
    }
}

/// One segment of a message that came.
struct OneBotSegment: Sendable {
    let type: String
    let data: JSONObject

    /// The segments of a message: a list, one segment, or a text with codes such as `[CQ:at,qq=1]`.
    static func list(_ message: JSONValue) -> [OneBotSegment] {
        switch message {
        case .string(let text): coded(text)
        case .array(let parts): parts.compactMap(OneBotSegment.init)
        default: [OneBotSegment(message)].compactMap { $0 }
        }
    }

    private init(_ type: String, _ data: JSONObject) {
        (self.type, self.data) = (type, data)
    }

    private init?(_ value: JSONValue) {
        guard let type = value["type"]?.stringValue else { return nil }
        self.init(type, value["data"]?.objectValue ?? [:])
    }

    private static func coded(_ text: String) -> [OneBotSegment] {
        var segments: [OneBotSegment] = []
        func add(_ plain: Substring) {
            if !plain.isEmpty { segments.append(OneBotSegment("text", ["text": .string(decoded(plain))])) }
        }
        var end = text.startIndex
        for match in text.matches(of: /\[CQ:([\w.-]+)((?:,[\w.-]+=[^,\]]*)*)\]/) {
            add(text[end..<match.range.lowerBound])
            end = match.range.upperBound
            let members = match.output.2.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
            let data = members.map { ($0[0], $0.count > 1 ? decoded($0[1]) : "") }
            segments.append(
                OneBotSegment(String(match.output.1), JSONObject(data.map { (String($0), .string($1)) }))
            )
        }
        add(text[end...])
        return segments
    }

    private static func decoded(_ text: Substring) -> String {
        String(text).replacing("&#44;", with: ",").replacing("&#91;", with: "[").replacing("&#93;", with: "]")
            .replacing("&amp;", with: "&")
    }

    /// The segment as a component of a message; quotations are asked for elsewhere.
    var component: JSONObject {
        func text(_ names: String...) -> JSONValue {
            let values = names.compactMap { data[$0].map(PythonText.str) }
            return .string(values.first { !$0.isEmpty } ?? "")
        }
        func number(_ names: String...) -> JSONValue {
            .integer(names.lazy.compactMap { Int64(PythonText.str(data[$0] ?? "")) }.first ?? 0)
        }
        func file(_ id: String) -> JSONObject {
            [id: text("file"), "url": text("url", "file"), "path": "", "base64": ""]
        }
        func face(_ type: JSONValue, _ id: JSONValue, _ name: String) -> JSONObject {
            ["type": "Face", "face_type": type, "face_id": id, "face_name": .string(name)]
        }
        switch type {
        case "text": return ["type": "Plain", "text": text("text")]
        case "at" where text("qq") == "all": return ["type": "AtAll"]
        case "at": return ["type": "At", "target": text("qq"), "display": ""]
        case "image" where text("emoji_package_id") != "":
            return face("face", number("emoji_package_id"), text("summary").stringValue ?? "")
        case "image": return JSONObject([("type", "Image")]).merging(file("image_id"))
        case "record": return JSONObject([("type", "Voice")]).merging(file("voice_id")).merging(["length": 0])
        case "file":
            return [
                "type": "File", "id": text("file_id", "file"), "name": text("name", "file"),
                "size": number("size", "file_size"), "url": text("url", "file_url"), "path": "", "base64": "",
            ]
        case "face":
            let name = data["raw"]?["faceText"]?.stringValue ?? ""
            return face("face", number("id"), name.replacing("/", with: ""))
        case "rps": return face("rps", number("result"), "猜拳")
        case "dice": return face("dice", number("result"), "骰子")
        case "json": return ["type": "Plain", "text": .string(card)]
        default: return ["type": "Unknown", "text": .string("\(type):\(PythonText.of(.object(data)))")]
        }
    }

    /// What a card shows, in one line.
    private var card: String {
        let given = data["data"] ?? .null
        let card = given.stringValue.flatMap { try? JSONValue(parsing: Array($0.utf8)) } ?? given
        let detail = ["detail_1", "music", "news"].lazy.compactMap { card["meta"]?[$0] }.first
        func first(_ names: String...) -> String {
            names.lazy.compactMap { detail?[$0]?.stringValue }.first { !$0.isEmpty } ?? ""
        }
        let parts = [
            "[\(card["app"]?.stringValue ?? "")]", first("preview"), first("desc", "title"),
            first("qqdocurl", "jumpUrl"),
        ]
        return parts.joined(separator: " ").trimmingCharacters(in: .whitespaces)
    }
}
