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
    ) async throws -> KnowledgeFile.Upload.ID {
        let form = MultipartForm(file: content, filename: filename, contentType: contentType)
        return try await uploadDocument(form)
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
    ) async throws -> KnowledgeFile.Upload.ID {
        let form = MultipartForm(contentsOf: file, filename: filename, contentType: contentType)
        return try await uploadDocument(form, onProgress)
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
        let form = MultipartForm(file: content, filename: filename, contentType: contentType)
        return try await uploadImage(form)
    }

    /// Uploads an image from disk without loading it into memory, and returns its key; since 4.6.
    public func uploadImage(
        contentsOf file: URL,
        filename: String? = nil,
        contentType: String = "application/octet-stream",
        onProgress: (@Sendable (TransferProgress) -> Void)? = nil
    ) async throws -> String {
        let form = MultipartForm(contentsOf: file, filename: filename, contentType: contentType)
        return try await uploadImage(form, onProgress)
    }

    /// Downloads the image with the given key, which comes from `uploadImage` or a bot's log.
    ///
    /// Up to 4.9, images are public.
    public func image(_ key: String) async throws -> Download {
        try await core.download(APIOperation("file.image.get", .get, "files/image/\(key)"))
    }

    /// Downloads the media file with the given name, which comes from a message; since 4.11.
    ///
    /// Needs no credential.
    public func media(_ name: String) async throws -> Download {
        try await core.download(APIOperation("file.media.get", .get, "files/media/\(name)"))
    }

    private func uploadDocument(
        _ form: MultipartForm,
        _ onProgress: ProgressHandler? = nil
    ) async throws -> KnowledgeFile.Upload.ID {
        var operation = APIOperation("file.document.upload", .post, "files/documents", body: .multipart(form))
        operation.onProgress = onProgress
        return try await core.answer(to: operation).identifier("file_id")
    }

    private func uploadImage(_ form: MultipartForm, _ onProgress: ProgressHandler? = nil) async throws -> String {
        var operation = APIOperation("file.image.upload", .post, "files/images", body: .multipart(form))
        operation.onProgress = onProgress
        return try await core.answer(to: operation).text("file_key")
    }

    private typealias ProgressHandler = @Sendable (TransferProgress) -> Void
}
