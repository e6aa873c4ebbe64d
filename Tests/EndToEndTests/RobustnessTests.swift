import Foundation
import HTTPCore
import JSONCore
import Testing

/// What a mock does in bad circumstances.
@Suite struct RobustnessTests {
    private func withDirectory(_ body: (URL) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try await body(directory)
        try FileManager.default.removeItem(at: directory)
    }

    /// Makes bots over a connection of its own until `isEnough` says so, or the connection ends.
    private static func writes(to mock: MockProcess, _ isEnough: @Sendable (Int) -> Bool) async -> [String] {
        var made: [String] = []
        guard let connection = try? await mock.connect() else { return made }
        while let identifier = try? await connection.createBot() {
            made.append(identifier)
            if isEnough(made.count) { break }
        }
        connection.close()
        return made
    }

    @Test func everyWriteAcknowledgedUnderLoadSurvivesAKill() async throws {
        try await withDirectory { directory in
            let mock = try await MockProcess("--state", directory.path)
            let tool = mock.tool
            let acknowledged = await withTaskGroup(of: [String].self) { group in
                for client in 0..<4 {
                    group.addTask {
                        // The first to make fifty ends the process while the others write.
                        await Self.writes(to: mock) { count in
                            if count == 50 { tool.send(SIGKILL) }
                            return client == 0 && count == 60
                        }
                    }
                }
                return await group.reduce(into: []) { $0 += $1 }
            }
            #expect(await tool.result().status == 128 + SIGKILL)
            #expect(acknowledged.count >= 50)

            let next = try await MockProcess("--state", directory.path)
            #expect(try await next.identifiers().isSuperset(of: acknowledged))
            #expect(await next.stop() == 0)
        }
    }

    /// A limit on the size of files does what a full disk does; the signal that goes with it is ignored.
    @Test func aFullDiskRefusesWritesAndLosesNone() async throws {
        try await withDirectory { directory in
            let mock = try await MockProcess(under: "trap '' XFSZ; ulimit -f 100", "--state", directory.path)
            let acknowledged = await Self.writes(to: mock) { $0 == 10_000 }
            #expect((1..<10_000).contains(acknowledged.count))

            let connection = try await mock.connect()
            let refusal = try await connection.exchange(MockProcess.creation).response
            #expect(refusal.status == 500)
            #expect(String(decoding: refusal.body, as: UTF8.self).contains("The state cannot be saved"))
            connection.close()
            #expect(try await mock.identifiers() == Set(acknowledged))
            #expect(await mock.stop() == 0)

            let next = try await MockProcess("--state", directory.path)
            #expect(try await next.identifiers() == Set(acknowledged))
            #expect(await next.stop() == 0)
            let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            #expect(Set(files) == ["lock", "state.json"])
        }
    }

    @Test func clientsWaitWhileNoDescriptorIsLeft() async throws {
        // The limit is one of numbers, and the process may have got descriptors from this one's other tests.
        let last = "$(ls /proc/self/fd | sort -n | tail -n 1)"
        let mock = try await MockProcess(under: "ulimit -n $((\(last) + 40))")
        let request = MockProcess.request(.get, "/healthz")
        var clients: [HTTPClientConnection] = []
        for _ in 0..<100 {
            let client = try await mock.connect()
            try await client.send(request.bytes, timeout: patience)
            clients.append(client)
        }
        // Those that are let in first make room for the others.
        for client in clients {
            #expect(try await client.answer(to: .get, timeout: patience).response.status == 200)
            client.close()
        }
        #expect(await mock.stop() == 0)
    }

    /// Asks for the list until the connection ends, and says how it ended.
    private static func reads(from mock: MockProcess, _ onAnswer: @Sendable () -> Void) async throws -> HTTPClientError?
    {
        let connection = try await mock.connect()
        defer { connection.close() }
        while true {
            do throws(HTTPClientError) {
                let answer = try await connection.exchange(MockProcess.request(.get, MockProcess.bots))
                let json = try? JSONValue(parsing: answer.response.body)
                #expect(answer.response.status == 200 && json?["code"] == 0)
                if answer.response.fields["connection"] == "close" { return nil }
                onAnswer()
            } catch {
                return error
            }
        }
    }

    /// Begins a request that takes a while, ends the mock in order, and gives the answer.
    private static func terminate(_ mock: MockProcess, when loaded: AsyncStream<Void>) async throws -> HTTPResponse {
        for await _ in loaded { break }
        let connection = try await mock.connect()
        defer { connection.close() }
        // When the first is answered, the second has been begun.
        let requests = ["/healthz", "/api/v1/pipelines"].flatMap { MockProcess.request(.get, $0).bytes }
        try await connection.send(requests, timeout: patience)
        let first = try await connection.answer(to: .get, timeout: patience)
        #expect(first.response.status == 200)
        mock.tool.send(SIGTERM)
        return try await connection.answer(to: .get, timeout: patience).response
    }

    @Test func sigtermUnderLoadFinishesWhatIsUnderWay() async throws {
        try await withDirectory { directory in
            let faults = directory.appendingPathComponent("faults.json")
            let fault = #"{"effect":"latency","milliseconds":4000,"operation":"pipeline.list"}"#
            try Data(fault.utf8).write(to: faults)
            let mock = try await MockProcess("--faults", faults.path)
            let (loaded, continuation) = AsyncStream<Void>.makeStream()
            // It has the four seconds of the fault for what it does, and would wait longer than that behind other tests.
            let slow = Task(priority: .high) { try await Self.terminate(mock, when: loaded) }

            let count = Locked(0)
            let endings = try await withThrowingTaskGroup(of: HTTPClientError?.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await Self.reads(from: mock) {
                            let isEnough = count.withLock { count in
                                count += 1
                                return count == 200
                            }
                            if isEnough { continuation.yield() }
                        }
                    }
                }
                return try await group.reduce(into: [HTTPClientError?]()) { $0.append($1) }
            }
            // A connection ends after an answer that says so, or before the next request is read: never within one.
            for case let ending? in endings {
                switch ending {
                case .closed, .reset: break
                default: Issue.record("a connection ended otherwise: \(ending)")
                }
            }
            let refusal = await #expect(throws: HTTPClientError.self) { try await mock.connect() }
            if case .refused? = refusal {} else { Issue.record("not refused: \(String(describing: refusal))") }
            let late = try await slow.value
            #expect(late.status == 200 && late.fields["connection"] == "close")
            let result = await mock.tool.result()
            #expect(result.status == 0 && result.error.isEmpty)
        }
    }
}
