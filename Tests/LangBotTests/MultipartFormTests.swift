import Foundation
import LangBotTesting
import Testing

@testable import LangBot

@Suite(.serialized) struct MultipartFormTests {
    private func text(_ form: MultipartForm) throws -> String {
        String(decoding: try form.encoded { "B" }.body.data(), as: UTF8.self)
    }

    @Test func formsHaveTheShapeOfTheStandard() throws {
        var form = MultipartForm()
        form.append("note", text: "hi")
        form.append("file", file: Data("x".utf8), filename: "a.txt", contentType: "text/plain")
        let expected = [
            "--B", #"Content-Disposition: form-data; name="note""#, "", "hi", "--B",
            #"Content-Disposition: form-data; name="file"; filename="a.txt""#, "Content-Type: text/plain", "", "x",
            "--B--", "",
        ]
        #expect(try text(form) == expected.joined(separator: "\r\n"))
    }

    @Test func namesCannotEndTheirLineOrQuotes() throws {
        var form = MultipartForm()
        form.append("file", file: Data(), filename: "a\"\r\nX: y\0é.txt", contentType: "text/plain\r\nX-Evil: 1")
        let encoded = try text(form)
        #expect(encoded.contains(#"filename="a%22%0D%0AX: y%00é.txt""#))
        #expect(!encoded.contains("\r\nX"))
    }

    @Test func boundaryNeverOccursInTheContent() throws {
        var form = MultipartForm()
        form.append("file", file: Data("--B\r\nBB".utf8), filename: "f", contentType: "t/t")
        let (body, contentType) = try form.encoded { "B" }
        let boundary = try #require(contentType.split(separator: "=").last)
        #expect(boundary == "BBB")
        #expect(String(decoding: try body.data(), as: UTF8.self).components(separatedBy: boundary).count == 3)
    }

    @Test func documentsAreUploadedFromMemoryAndDisk() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).txt")
        try Data("hello".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let (id, requests) = try await withStub(.success(["file_id": "v1/a/b.txt"])) {
            try await $0.files.upload(contentsOf: file, contentType: "text/plain")
        }
        #expect(id == "v1/a/b.txt")
        let body = String(decoding: try #require(requests.first?.body), as: UTF8.self)
        #expect(body.contains(#"name="file"; filename="\#(file.lastPathComponent)""#))
        #expect(body.contains("\r\n\r\nhello\r\n"))
        #expect(requests.first?.headers["Content-Type"]?.hasPrefix("multipart/form-data; boundary=") == true)
    }

    @Test func filesThatCannotBeReadAreErrors() async throws {
        let missing = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let error = try await failure { try await withStub { try await $0.files.upload(contentsOf: missing) } }
        #expect(error.code == .invalidRequest)
        #expect(error.operation == "file.document.upload")
    }
}
