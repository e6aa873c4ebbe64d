import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// A model service that answers as a test says, and keeps what it was asked.
final class ModelPeer: HTTPHandler {
    /// How it answers a conversation.
    enum Manner: Sendable {
        /// With these pieces of text.
        case pieces([String])
        /// With a call of a tool, and with this text once there is its result.
        case call(String, then: String)
        case status(Int)
        /// Not at all.
        case hangs
        /// With the beginning of an answer, before the connection ends.
        case breaksOff
        case nonsense
    }

    private let manner: Manner
    private let kept = Locked([JSONValue]())

    init(_ manner: Manner) {
        self.manner = manner
    }

    /// What it was asked, in order.
    var requests: [JSONValue] { kept.withLock { $0 } }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let asked = (try? JSONValue(parsing: request.body)) ?? .null
        kept.withLock { $0.append(asked) }
        let isStreamed = asked["stream"] == true
        switch manner {
        case .hangs: return
        case .breaksOff: return exchange.abort(sending: Array("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{".utf8))
        case .nonsense: return exchange.respond(HTTPResponse(status: 200, body: Array("<p>".utf8)))
        case .status(let status):
            let error: JSONValue = ["error": ["code": nil, "message": "no"]]
            return exchange.respond(HTTPResponse(status: status, body: error.serialized()))
        case .pieces(let pieces): answer(pieces, nil, isStreamed, exchange)
        case .call(let tool, let text):
            let isDone = asked["messages"]?.arrayValue?.last?["role"] == "tool"
            answer(isDone ? [text] : [], isDone ? nil : tool, isStreamed, exchange)
        }
    }

    private func answer(_ pieces: [String], _ tool: String?, _ isStreamed: Bool, _ exchange: HTTPExchange) {
        let calls: JSONValue = [
            ["function": ["arguments": "{}", "name": .string(tool ?? "")], "id": "c1", "index": 0, "type": "function"]
        ]
        guard isStreamed else {
            var message: JSONObject = ["content": .string(pieces.joined()), "role": "assistant"]
            if tool != nil { message["tool_calls"] = calls }
            let json: JSONValue = ["choices": [["message": .object(message)]]]
            return exchange.respond(HTTPResponse(status: 200, body: json.serialized()))
        }
        exchange.beginStream(HTTPResponse(status: 200, fields: ["Content-Type": "text/event-stream"]))
        var deltas: [JSONValue] = pieces.map { ["content": .string($0)] }
        if tool != nil { deltas.append(["tool_calls": calls]) }
        for delta in deltas {
            let event: JSONValue = ["choices": [["delta": delta, "finish_reason": nil]]]
            exchange.write(Array("data: \(event)\n\n".utf8))
        }
        exchange.write(
            Array("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n".utf8)
        )
        exchange.endStream()
    }

    /// Runs `body` with a peer and its address.
    static func with(_ manner: Manner, _ body: (ModelPeer, String) async throws -> Void) async throws {
        let peer = ModelPeer(manner)
        let server = try HTTPServer.start(HTTPServer.Configuration(), handler: peer)
        do {
            try await body(peer, "http://127.0.0.1:\(server.port)/v1")
        } catch {
            await server.shutdown(drain: .zero)
            throw error
        }
        await server.shutdown(drain: .zero)
    }
}

/// A model with its provider, and what is made of it.
struct LivingModel {
    let client: MockClient
    let uuid: String
    let provider: String

    static let path = "/api/v1/provider/models/llm"

    /// Makes a model of a service at an address.
    static func make(_ client: MockClient, _ address: String, name: String = "m") async throws -> LivingModel {
        let provider = try await client.send(
            "POST",
            "/api/v1/provider/providers",
            [
                "name": "p", "requester": "openai-chat-completions", "base_url": .string(address),
                "api_keys": ["sk-secret"],
            ]
        )
        let uuid = try #require(provider.data?["uuid"]?.stringValue)
        let model = try await client.send(
            "POST",
            path,
            ["name": .string(name), "provider_uuid": .string(uuid), "abilities": ["func_call"]]
        )
        return LivingModel(client: client, uuid: try #require(model.data?["uuid"]?.stringValue), provider: uuid)
    }

    func test() async throws -> MockClient.Answer { try await client.send("POST", "\(Self.path)/\(uuid)/test", [:]) }

    static func options(_ release: String) throws -> MockLangBot.Options {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(release))
        return options
    }
}
