public import Foundation

/// Uploads.
///
/// Source: `/api/v1/files`. The guide's last sentence opens it to API keys; 4.5 asks for a user's token. Every release
/// takes files of up to 10 MiB.
public struct Files: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// Uploads a document and returns its identifier, to be stored in a knowledge base.
    ///
    /// - Parameters:
    ///   - content: The bytes of the document.
    ///   - filename: The name with an extension; LangBot refuses one with a path in it.
    ///   - contentType: The media type; LangBot looks at the extension instead.
    public func upload(
        _ content: Data,
        filename: String,
        contentType: String = "application/octet-stream"
    ) async throws -> String {
        var form = MultipartForm()
        form.append("file", file: content, filename: filename, contentType: contentType)
        return try await core.answer(to: document(form)).text("file_id")
    }

    /// Uploads a document from disk, piece by piece.
    ///
    /// - Parameters:
    ///   - file: Where the document is.
    ///   - filename: The name that the server is told; nil for the file's own.
    ///   - contentType: The media type; LangBot looks at the extension instead.
    ///   - onProgress: Called while the form is sent, from any thread.
    /// - Throws: `LangBotError` with the code `.invalidRequest` when the file cannot be read.
    public func upload(
        contentsOf file: URL,
        filename: String? = nil,
        contentType: String = "application/octet-stream",
        onProgress: (@Sendable (TransferProgress) -> Void)? = nil
    ) async throws -> String {
        var form = MultipartForm()
        form.append("file", contentsOf: file, filename: filename, contentType: contentType)
        var operation = document(form)
        operation.onProgress = onProgress
        return try await core.answer(to: operation).text("file_id")
    }

    /// Uploads a picture and returns its key; since 4.6.
    ///
    /// - Parameters:
    ///   - content: The bytes of the picture.
    ///   - filename: The name with the extension `jpg`, `jpeg`, `png`, `gif` or `webp`.
    ///   - contentType: The media type; LangBot looks at the extension instead.
    public func uploadImage(
        _ content: Data,
        filename: String,
        contentType: String = "application/octet-stream"
    ) async throws -> String {
        var form = MultipartForm()
        form.append("file", file: content, filename: filename, contentType: contentType)
        return try await core.answer(to: image(form)).text("file_key")
    }

    /// Uploads a picture from disk, piece by piece, and returns its key; since 4.6.
    public func uploadImage(
        contentsOf file: URL,
        contentType: String = "application/octet-stream",
        onProgress: (@Sendable (TransferProgress) -> Void)? = nil
    ) async throws -> String {
        var form = MultipartForm()
        form.append("file", contentsOf: file, contentType: contentType)
        var operation = image(form)
        operation.onProgress = onProgress
        return try await core.answer(to: operation).text("file_key")
    }

    /// The picture of that key, as `uploadImage` returned it or a bot's log names it.
    ///
    /// Up to 4.9 anybody may ask for it.
    public func image(_ key: String) async throws -> Download {
        try await core.download(APIOperation("file.image.get", .get, "files", "image", key))
    }

    private func document(_ form: MultipartForm) -> APIOperation {
        APIOperation("file.document.upload", .post, "files", "documents", body: .multipart(form))
    }

    private func image(_ form: MultipartForm) -> APIOperation {
        APIOperation("file.image.upload", .post, "files", "images", body: .multipart(form))
    }
}
