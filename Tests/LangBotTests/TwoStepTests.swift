import Foundation
import LangBot
import Testing

/// Methods that take two requests leave nothing half done, and their errors name the method.
@Suite struct TwoStepTests {
    @Test func aPipelineThatCannotBeConfiguredIsDeletedAgain() async throws {
        let server = Computed { request in
            if request.operation == "pipeline.update" { throw TransportFailure(.connectionLost) }
            return ["uuid": "p", "pipeline": ["uuid": "p", "config": ["ai": ["a": 1, "b": 2]]]]
        }
        let error = try await failure {
            try await server.client().pipelines.create(.init(name: "n", configuration: ["ai": ["b": 3]]))
        }
        #expect(error.operation == "pipeline.create")
        #expect(
            server.requests.map(\.operation)
                == ["pipeline.create", "pipeline.get", "pipeline.update", "pipeline.delete"]
        )
        #expect(server.requests[2].body["config"] == ["ai": ["a": 1, "b": 3]])
    }

    @Test func aPipelineWhoseCreationIsCancelledIsDeletedAgain() async throws {
        let arrived = Event()
        let server = Computed { request in
            if request.operation == "pipeline.get" {
                arrived.happen()
                // Until the call is cancelled.
                try await Task.sleep(for: .seconds(600))
            }
            return ["uuid": "p"]
        }
        let client = try server.client()
        let call = Task { try await client.pipelines.create(.init(name: "n", configuration: ["ai": ["b": 3]])) }
        await arrived.wait()
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(server.requests.last?.operation == "pipeline.delete")
    }

    @Test func aBotThatCannotBeGivenItsPipelineIsDeletedAgain() async throws {
        let server = Computed { request in
            if request.operation == "bot.update" { throw TransportFailure(.connectionLost) }
            return ["uuid": "b"]
        }
        let client = try server.client { $0.release = .known(ServerRelease(4, 5, 1)) }
        let draft = Bot.Draft(name: "n", adapter: .telegram, configuration: [:], pipelineID: "p")
        let error = try await failure { try await client.bots.create(draft) }
        #expect(error.operation == "bot.create")
        #expect(server.requests.map(\.operation) == ["bot.create", "bot.update", "bot.delete"])
    }

    @Test func whatABotIsBoundToOtherwiseStays() async throws {
        let server = Computed { request in
            [
                "bot": [
                    "uuid": "b",
                    "event_bindings": [
                        ["event_pattern": "member.joined", "target_type": "agent", "target_uuid": "a"],
                        [
                            "event_pattern": "message.received", "target_type": "pipeline", "target_uuid": "old",
                            "enabled": true, "id": 7,
                        ],
                    ],
                ]
            ]
        }
        try await server.client().bots.update("b", .init(pipelineID: "new"))
        let bindings = server.requests.last?.body["event_bindings"]?.arrayValue ?? []
        #expect(bindings.map { $0["target_uuid"] } == ["a", "new"])
        #expect(bindings.last?["id"] == 7)
    }

    @Test func modelsAreSentWholeWhereTheReleaseForgetsTheRest() async throws {
        let stored: JSONObject = [
            "uuid": "m", "name": "old", "abilities": ["vision"], "extra_args": ["a": 1], "provider_uuid": "p",
            "prefered_ranking": 3,
        ]
        for (release, isWhole) in [(ServerRelease(4, 6, 5), false), (ServerRelease(4, 9, 7), true)] {
            let server = Computed { _ in ["model": .object(stored)] }
            let client = try server.client { $0.release = .known(release) }
            try await client.models.llm.update("m", .init(name: "new"))
            let sent = try #require(server.requests.last?.body)
            #expect(sent["name"] == "new")
            #expect((sent["provider_uuid"] == "p") == isWhole)
            #expect((sent["extra_args"] == ["a": 1]) == isWhole)
        }
    }
}
