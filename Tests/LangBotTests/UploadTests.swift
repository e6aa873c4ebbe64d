import Foundation
import LangBot
import LangBotTesting
import Testing

/// Files that are sent from disk, over real sockets.
@Suite(.timeLimit(.minutes(15))) struct UploadTests {
    private static let stored = #"{"code":0,"msg":"ok","data":{"file_id":"f"}}"#

    @Test func aFileArrivesWholeAndItsProgressIsTold() async throws {
        let server = try ScriptedServer(answering: Self.stored)
        let content = String(repeating: "0123456789abcdef", count: 100_000)
        let progress = Guarded<[TransferProgress]>([])
        let id = try await withFile(content) { file in
            try await client(server).files.upload(contentsOf: file, contentType: "text/plain") { step in
                progress.withLock { $0.append(step) }
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

    @Test(arguments: [200, 400, nil])
    func aFileIsSentFromWhereItIs(_ status: Int?) async throws {
        let transport = FormNoter(status: status)
        let client = try transport.client()
        try await withFile("content") { file in
            _ = try? await client.files.upload(contentsOf: file)
            #expect(FileManager.default.fileExists(atPath: file.path))
            let form = try #require(transport.form.value)
            #expect(form.files == [file])
            #expect(form.content.contains("\r\n\r\ncontent\r\n--"))
        }
    }

    @Test func aCancelledUploadEndsAtTheServer() async throws {
        let (arrived, disconnected) = (Event(), Event())
        let server = try ScriptedServer(arrived: arrived, left: disconnected)
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
        let server = try ScriptedServer(answering: #"{"code":-1,"msg":"later"}"#, status: "503 Service Unavailable")
        try await withFile("content") { file in
            let files = try client(server).files.with(.retry(RetryPolicy(methods: [.get, .post])))
            _ = try await failure { try await files.upload(contentsOf: file) }
        }
        #expect(server.requests.count == 1)
    }

    @Test func addingADocumentWaitsForIt() async throws {
        let file: (JSONValue) -> StubAnswer = { status in
            let other: JSONValue = ["uuid": "old", "file_name": "b.txt", "status": "completed"]
            return .success(["files": [other, ["uuid": "d", "file_name": "a.txt", "status": status]]])
        }
        let start: [StubAnswer] = [.success(["file_id": "a.txt"]), .success(["task_id": 1])]
        let waiting: [StubAnswer] = [.success(["files": []]), file(nil), file("pending"), file("processing")]
        let ends: [(String, LangBotError.Code?)] = [
            ("completed", nil), ("failed", .taskFailed), ("interrupted", .taskFailed),
        ]
        for (end, code) in ends {
            let stub = StubTransport((start + waiting + [file(.string(end))]).map { .any(answer: $0) })
            let files = try stub.client().knowledge.bases.files
            do {
                let document = try await files.add(Data("x".utf8), filename: "a.txt", to: "k")
                #expect(code == nil && document.id == "d")
            } catch let error as LangBotError {
                #expect(error.code == code)
            }
            try stub.finish()
        }
        let gone = StubTransport((start + (0..<20).map { _ in .success(["files": []]) }).map { .any(answer: $0) })
        let absence = try await failure {
            try await gone.client().knowledge.bases.files.add(Data("x".utf8), filename: "a.txt", to: "k")
        }
        #expect(absence.code == .notFound)
        let endless = StubTransport((start + (0..<99).map { _ in file("pending") }).map { .any(answer: $0) })
        let error = try await failure {
            let files = try endless.client().knowledge.bases.files
            return try await files.add(Data("x".utf8), filename: "a.txt", to: "k", atMost: .seconds(9))
        }
        #expect(error.code == .timeout && error.description.contains("document a.txt is still in progress"))
        #expect(error.description.contains("list(in:)") && !error.description.contains("wait for it"))
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
}

/// A transport that notes the files that it is to send, and answers with a status or not at all.
private struct FormNoter: Transport {
    let form = Guarded<(files: [URL], content: String)?>(nil)
    let status: Int?

    init(status: Int?) { self.status = status }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        if case .sequence(let bodies)? = request.body {
            let files = bodies.compactMap { body in if case .file(let file) = body { file } else { nil } }
            let content = String(decoding: try TransportBody.sequence(bodies).data(), as: UTF8.self)
            form.withLock { $0 = (files, content) }
        }
        guard let status else { throw TransportFailure(.connectionLost) }
        return TransportResponse(status: status, body: Data(#"{"code":0,"data":{"file_id":"f"}}"#.utf8))
    }
}
