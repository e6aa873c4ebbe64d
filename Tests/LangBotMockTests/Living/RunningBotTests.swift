import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// What a bot that runs leaves among the tasks and in the sandbox.
struct RunningBotTests {
    @Test(arguments: ["4.10.11", "4.11.2"]) func aStoppedBotIsACancelledTask(release: String) async throws {
        try await withMock(LivingBot.options(release)) { client throws in
            let user = [("Authorization", "Bearer \(try await client.signIn())")]
            let tasks = "/api/v1/system/tasks"
            let bot = try await LivingBot(client, callback: "")
            #expect(try await client.send("PUT", bot.path, ["enable": true]).status == 200)
            #expect(try await client.send("GET", tasks, user).status == 200)
            #expect(try await client.send("PUT", bot.path, ["enable": false]).status == 200)
            let shown = try await client.send("GET", tasks).data?["tasks"]?.arrayValue ?? []
            let cancelled = shown.filter { $0["status"] == "cancelled" }
            #expect(cancelled.map { $0["kind"] } == ["platform-adapter"])
            #expect(cancelled.first?["error"]?["type"] == "task_cancelled")
            // A user is shown exceptions, which LangBot does not survive.
            let answer = try await client.send("GET", tasks, user)
            #expect(answer.status == 500 && answer.response.body.isEmpty)
            let other = try await client.send("GET", "\(tasks)?kind=plugin-operation", user)
            #expect(other.status == 200 && other.data?["tasks"] == [])
        }
    }

    @Test(arguments: [("4.10.11", ["person_s"]), ("4.11.2", [])])
    func theFirstAnswerOpensTheSandbox(release: String, sessions: [JSONValue]) async throws {
        try await withMock(LivingBot.options(release)) { client throws in
            let user = [("Authorization", "Bearer \(try await client.signIn())")]
            let bot = try await LivingBot(client, callback: "", ["signature_required": false])
            client.mock.script { When(.chat).reply("now") }
            for session in ["s", "t"] { _ = try await bot.post("/sync", LivingBot.message(session)) }
            let shown = try await client.send("GET", "/api/v1/box/sessions", user).data?.arrayValue ?? []
            #expect(shown.compactMap { $0["session_id"] } == sessions)
        }
    }
}
