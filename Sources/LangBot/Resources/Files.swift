public import Foundation

/// Uploads.
///
/// Source: `/api/v1/files/documents`, which the guide's last sentence opens to API keys; 4.5 asks for a user's token.
public struct Files: Sendable {
    let core: ClientCore

    /// Uploads a document and returns its identifier, to be stored in a knowledge base.
    ///
    /// - Parameters:
    ///   - content: The bytes of the document.
    ///   - filename: The name with an extension; LangBot refuses one with a path in it.
    ///   - contentType: The media type.
    public func upload(
        _ content: Data,
        filename: String,
        contentType: String = "application/octet-stream"
    ) async throws -> String {
        var form = MultipartForm()
        form.append("file", file: content, filename: filename, contentType: contentType)
        let operation = APIOperation("file.document.upload", .post, "files", "documents", body: .multipart(form))
        return try await core.answer(to: operation).text("file_id")
    }

    /// Uploads a document from disk under its own name.
    ///
    /// - Throws: `LangBotError` with the code `.invalidRequest` when the file cannot be read.
    public func upload(contentsOf file: URL, contentType: String = "application/octet-stream") async throws -> String {
        let content: Data
        do {
            content = try Data(contentsOf: file, options: .mappedIfSafe)
        } catch {
            let detail = "the file \"\(file.lastPathComponent)\" cannot be read"
            throw LangBotError(.invalidRequest, operation: "file.document.upload", detail: detail, underlying: error)
        }
        return try await upload(content, filename: file.lastPathComponent, contentType: contentType)
    }
}
