public import Foundation

/// Document and image uploads.
///
/// Source: `/api/v1/files`. According to the last sentence of the API key guide, API keys have access; 4.5 requires a
/// user token. Every release accepts files of up to 10 MiB.
public struct Files: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Uploads a document and returns its identifier, for storing it in a knowledge base.
    ///
    /// - Parameters:
    ///   - content: The bytes of the document.
    ///   - filename: The name with its extension; LangBot rejects names that contain a path.
    ///   - contentType: The media type of the part. LangBot ignores it and goes by the extension.
    public func upload(
        _ content: Data,
        filename: String,
        contentType: String = "application/octet-stream"
    ) async throws -> String {
        var form = MultipartForm()
        form.append("file", file: content, filename: filename, contentType: contentType)
        return try await core.answer(to: document(form)).text("file_id")
    }

    /// Uploads a document from disk without loading it into memory, and returns its identifier.
    ///
    /// - Parameters:
    ///   - file: The URL of the document on disk.
    ///   - filename: The name to send; nil for the file's own.
    ///   - contentType: The media type of the part. LangBot ignores it and goes by the extension.
    ///   - onProgress: Called with the upload's progress, on any thread.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the file cannot be read.
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

    /// Uploads an image and returns its key; since 4.6.
    ///
    /// - Parameters:
    ///   - content: The bytes of the image.
    ///   - filename: The name with the extension `jpg`, `jpeg`, `png`, `gif` or `webp`.
    ///   - contentType: The media type of the part. LangBot ignores it and goes by the extension.
    public func uploadImage(
        _ content: Data,
        filename: String,
        contentType: String = "application/octet-stream"
    ) async throws -> String {
        var form = MultipartForm()
        form.append("file", file: content, filename: filename, contentType: contentType)
        return try await core.answer(to: image(form)).text("file_key")
    }

    /// Uploads an image from disk without loading it into memory, and returns its key; since 4.6.
    public func uploadImage(
        contentsOf file: URL,
        filename: String? = nil,
        contentType: String = "application/octet-stream",
        onProgress: (@Sendable (TransferProgress) -> Void)? = nil
    ) async throws -> String {
        var form = MultipartForm()
        form.append("file", contentsOf: file, filename: filename, contentType: contentType)
        var operation = image(form)
        operation.onProgress = onProgress
        return try await core.answer(to: operation).text("file_key")
    }

    /// Downloads the image with the given key, which comes from `uploadImage` or a bot's log.
    ///
    /// Up to 4.9, images are public.
    public func image(_ key: String) async throws -> Download {
        try await core.download(APIOperation("file.image.get", .get, "files/image/\(key)"))
    }

    private func document(_ form: MultipartForm) -> APIOperation {
        APIOperation("file.document.upload", .post, "files/documents", body: .multipart(form))
    }

    private func image(_ form: MultipartForm) -> APIOperation {
        APIOperation("file.image.upload", .post, "files/images", body: .multipart(form))
    }
}
