import Foundation
import LangBot
import Testing

/// Files that are sent from disk, over real sockets.
@Suite(.timeLimit(.minutes(1))) struct UploadTests {
    private static let stored = #"{"code":0,"msg":"ok","data":{"file_id":"f"}}"#

    @Test func aFileArrivesWholeAndItsProgressIsTold() async throws {
        let server = try ScriptedServer { _, connection in
            connection.answer(Self.stored)
            return .close
        }
        let content = String(repeating: "0123456789abcdef", count: 100_000)
        let progress = Guarded<[TransferProgress]>([])
        let id = try await withFile(content) { file in
            try await client(server).files.upload(contentsOf: file, contentType: "text/plain") { step in
                progress.change { $0.append(step) }
            }
        }
        #expect(id == "f")
        let request = try #require(server.requests.first)
        #expect(request.body.contains("\r\n\r\n\(content)\r\n--"))
        let steps = progress.value
        let last = try #require(steps.last)
        #expect(last.sent == last.total)
        #expect(last.fraction == 1)
        #expect(last.total == Int64(request.body.utf8.count))
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.sent <= $1.sent })
    }

    @Test func nothingIsLeftOnDiskWhateverHappens() async throws {
        let before = Self.leftovers()
        let refusing = try ScriptedServer { _, connection in
            connection.answer(#"{"code":-1,"msg":"no"}"#, status: "400 Bad Request")
            return .close
        }
        try await withFile("content") { file in
            let error = try await failure { try await client(refusing).files.upload(contentsOf: file) }
            #expect(error.code == .invalidRequest)
        }
        let gone = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        _ = try await failure { try await client(refusing).files.upload(contentsOf: gone) }
        #expect(Self.leftovers().subtracting(before).isEmpty)
    }

    @Test func aCancelledUploadEndsAtTheServer() async throws {
        let (arrived, disconnected) = (Event(), Event())
        let server = try ScriptedServer { _, connection in
            arrived.happen()
            connection.waitForDisconnect()
            disconnected.happen()
            return .close
        }
        try await withFile("content") { file in
            let client = try client(server)
            let upload = Task { try await client.files.upload(contentsOf: file) }
            await arrived.wait()
            upload.cancel()
            await #expect(throws: CancellationError.self) { _ = try await upload.value }
            await disconnected.wait()
        }
    }

    @Test func anUploadIsNeverRepeated() async throws {
        let server = try ScriptedServer { _, connection in
            connection.answer(#"{"code":-1,"msg":"later"}"#, status: "503 Service Unavailable")
            return .close
        }
        try await withFile("content") { file in
            let files = try client(server).files.with(.retry(RetryPolicy(methods: [.get, .post])))
            _ = try await failure { try await files.upload(contentsOf: file) }
        }
        #expect(server.requests.count == 1)
    }

    private func client(_ server: ScriptedServer) throws -> LangBotClient {
        try LangBotClient(baseURL: server.url, credential: .apiKey("lbk_t"), configuration: .with { _ in })
    }

    private func withFile<Value>(_ content: String, _ body: (URL) async throws -> Value) async throws -> Value {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("upload-\(UUID().uuidString).txt")
        try Data(content.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await body(file)
    }

    /// The forms that this process has on disk.
    private static func leftovers() -> Set<String> {
        let folder = FileManager.default.temporaryDirectory.path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return Set(names.filter { $0.hasPrefix("langbot-") })
    }
}
