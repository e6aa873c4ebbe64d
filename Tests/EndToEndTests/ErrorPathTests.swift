import Foundation
import LangBot
import LangBotTesting
import Testing

/// Whatever way a call fails, nothing that is printed of it shows what the request or the answer holds.
@Suite struct ErrorPathTests {
    /// An answer that tells in its message what it holds under secret names, in every way.
    private static func answer(_ plant: Plant) -> JSONValue {
        let secrets = plant.secrets.map { JSONValue.string($0.value) }
        return [
            "code": -2, "msg": .string(plant.confession(plant.secrets)), "request_id": "r-1",
            "data": ["bots": [["adapter_config": ["token": secrets[0], "key": secrets[1], "state": secrets[2]]]]],
            "api_keys": .array(secrets),
        ]
    }

    private static func answers(_ plant: Plant) throws -> [(name: String, answer: StubAnswer)] {
        let answer = answer(plant)
        let data = try answer.json()
        let query = plant.secrets.map { "token=\($0.value)" }.joined(separator: "&")
        let location = "https://user:\(plant.secrets[0].value)@elsewhere.example/x?\(query)"
        let events: HTTPHeaders = ["Content-Type": "text/event-stream", "Set-Cookie": "sid=\(plant.secrets[0].value)"]
        return [
            ("refused", .json(answer, status: 400)), ("refused as if it were not", .json(answer)),
            ("failed", .json(answer, status: 500)), ("not found", .json(answer, status: 404)),
            ("redirected", .json(answer, status: 307, headers: ["Location": location])),
            ("no JSON", .data(data.dropLast(9), status: 200)), ("a page", .text("<html>", type: "text/html")),
            ("cut off", .pieces([data], status: 200, headers: events, failure: .connectionLost)),
            ("lost", .connectionLost), ("no connection", .connectionFailed), ("late", .timeout), ("silent", .never),
        ]
    }

    /// Calls of every kind, with secrets in what they send.
    private static func calls(
        _ plant: Plant
    ) -> [(name: String, call: @Sendable (LangBotClient) async throws -> Void)] {
        let (first, second) = (plant.secrets[0].value, plant.secrets[1].value)
        return [
            ("list", { _ = try await $0.bots.list() }),
            (
                "create",
                {
                    let settings: JSONObject = ["token": .string(first), "key": .string(second)]
                    _ = try await $0.bots.create(.init(name: "n", adapter: .telegram, configuration: settings))
                }
            ),
            ("download", { _ = try await $0.files.image("key") }),
            (
                "upload",
                {
                    let text = "{\"password\": \"\(first)\"}"
                    _ = try await $0.files.upload(Data(text.utf8), filename: "a.json")
                }
            ),
            (
                "events",
                {
                    let query = [APIOperation.QueryItem("token", first)]
                    let operation = APIOperation("x", .get, path: ["x"], query: query)
                    for try await event in try await $0.events(operation) { _ = event }
                }
            ),
            (
                "run",
                {
                    let event = AgentDebugEvent(fields: ["config": ["token": .string(first)]])
                    for try await frame in try await $0.agents.debugStream("a", event) { _ = frame }
                }
            ),
            ("sign in", { _ = try await $0.account.signIn(user: "u", password: second) }),
            ("task", { _ = try await $0.tasks.wait(for: 1) }),
        ]
    }

    @Test func noErrorShowsASecret() async throws {
        let plant = Plant()
        for shape in Plant.Shape.allCases { _ = plant.new("\(shape)", shape) }
        let log = Printed()
        var failures = 0
        var configuration = ClientConfiguration.testing()
        configuration.retry = .never
        configuration.middlewares = [CallLogger(maximumBodySize: 100_000) { log.add($0) }]
        for (_, call) in Self.calls(plant) {
            for (name, answer) in try Self.answers(plant) {
                var configuration = configuration
                configuration.deadline = name == "silent" ? .milliseconds(1) : nil
                let credential = Credential.userToken(UserToken(plant.secrets[2].value))
                let client = try StubTransport([.any(answer: answer)]).client(
                    credential: credential,
                    configuration: configuration
                )
                do {
                    try await call(client)
                } catch {
                    failures += 1
                    log.add(error)
                }
            }
        }
        // A page may be what a download is about.
        #expect(failures >= 90)
        let leaks = plant.leaks(in: [("what is printed", log.text)])
        #expect(leaks.isEmpty, "\(Set(leaks).sorted().prefix(20))")
    }
}
