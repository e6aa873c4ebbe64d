import Digests
import JSONCore
import LangBotContract

/// Images and other files that belong to LangBot itself; the mock draws its own.
extension Behaviour {
    var images: [OperationID: Handler] {
        [
            "adapter.icon": { _, call throws(DomainError) in
                // The adapter of LangBot's own chats is in no list.
                if call.identifier == traits.chatAdapter { throw .notFoundByName("icon") }
                guard let adapter = traits.adapters[call.identifier] else { throw .notFound(.adapter) }
                return icon(adapter.icon, of: call.identifier)
            },
            "requester.icon": { _, call throws(DomainError) in
                guard traits.requesters[call.identifier] != nil else { throw .notFound(.requester) }
                return icon(Self.requesterImages[call.identifier] ?? "icon.svg", of: call.identifier)
            },
            "adapter.dingtalk.stream_card_template": { _, _ throws(DomainError) in
                card("dingtalk_stream_card.json", ["content", "title"])
            },
            "adapter.dingtalk.human_input_card_template": { _, _ throws(DomainError) in
                card("dingtalk_human_input_card.json", ["content", "title", "options"])
            },
            // Nothing here stores media.
            "file.media.get": { _, _ throws(DomainError) in throw .noFile("Media not found or expired") },
            "plugin.page_sdk": { _, _ throws(DomainError) in
                fileAnswer(Array(PageSDK.script.utf8), "application/javascript; charset=utf-8")
            },
            "web.static": { _, _ throws(DomainError) in throw .notFound(.document) },
        ]
    }

    /// The requesters whose image is not SVG, in every release that has them.
    private static let requesterImages = [
        "302-ai-chat-completions": "icon.png", "bailian-chat-completions": "icon.png",
        "compshare-chat-completions": "icon.png", "jiekouai-chat-completions": "icon.png",
        "lmstudio-chat-completions": "icon.webp", "moonshot-chat-completions": "icon.png",
        "moonshot-cn-chat-completions": "icon.png", "new-api-chat-completions": "icon.png",
        "qhaigc-chat-completions": "icon.png", "space-chat-completions": "icon.webp",
    ]

    private func icon(_ file: String, of name: String) -> JSONValue {
        switch file.split(separator: ".").last {
        case "png": fileAnswer(Icon.png(name), "image/png")
        case "webp": fileAnswer(Base64URL.decode(Self.logo) ?? [], "image/webp")
        default: fileAnswer(Icon.svg(name), "image/svg+xml; charset=utf-8")
        }
    }

    /// A template of a card with these variables.
    private func card(_ name: String, _ variables: [String]) -> JSONValue {
        let list = variables.map { variable -> JSONValue in ["name": .string(variable), "type": "string"] }
        let editor: JSONValue = [
            "schemaVersion": "3.0.0",
            "schema": ["config": nil, "componentsMap": [], "componentsTree": [], "i18n": [:], "version": "1.0.0"],
            "mockData": [:], "renderContext": [:], "editVersion": 1, "variableList": .array(list),
        ]
        let template: JSONValue = [
            "editorData": .string(editor.description), "widgetInfo": "", "type": "im", "mode": "card",
        ]
        return [
            "content": .string(Base64URL.encode(template.serialized())), "name": .string(name),
            "type": "application/json",
        ]
    }
}

/// Icons in a colour and with a letter of their own.
private enum Icon {
    private static let side = 24

    /// Red, green and blue, which follow from the name.
    private static func colour(_ name: String) -> [UInt8] { Array(SHA256.digest(of: Array(name.utf8)).prefix(3)) }

    static func svg(_ name: String) -> [UInt8] {
        let colour = colour(name).map(String.init).joined(separator: ",")
        let letter = name.first { $0.isLetter || $0.isNumber }?.uppercased() ?? ""
        let text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24">\
            <rect width="24" height="24" rx="6" fill="rgb(\(colour))"/>\
            <text x="12" y="17" font-size="14" text-anchor="middle" fill="#fff">\(letter)</text></svg>
            """
        return Array(text.utf8)
    }

    /// A square of one colour.
    static func png(_ name: String) -> [UInt8] {
        let row = [UInt8](Array(repeating: colour(name), count: side).joined())
        return PNG.file(width: side, pixels: .colours, rows: Array(repeating: row, count: side))
    }
}
