public import Foundation

extension KnowledgeFiles {
    /// Uploads a document from disk, adds it to a knowledge base and waits until it can be searched.
    ///
    /// ```swift
    /// let document = try await client.knowledge.bases.files.add(contentsOf: file, to: base)
    /// print(document.id)
    /// ```
    ///
    /// It works on every release, also with an API key where the tasks of the server are closed to it.
    ///
    /// - Parameters:
    ///   - file: The URL of the document on disk, which is no archive.
    ///   - baseID: The knowledge base's identifier.
    ///   - filename: The name to send; nil for the file's own. Releases keep a name of their own, made from this one up
    ///     to 4.9.
    ///   - parser: The plugin that parses the document, since 4.9; nil for the engine's own parser.
    ///   - limit: The maximum time to wait after the upload; nil for no limit. The server continues after the limit.
    ///   - onProgress: Called with the upload's progress, on any thread.
    /// - Throws: `LangBotError` with the code `.taskFailed` if the document cannot be read or searched, `.notFound` if
    ///   it is deleted meanwhile, `.timeout` if it is still being processed at `limit`.
    public func add(
        contentsOf file: URL,
        to baseID: KnowledgeBase.ID,
        filename: String? = nil,
        parser: PluginID? = nil,
        atMost limit: Duration? = nil,
        onProgress: (@Sendable (TransferProgress) -> Void)? = nil
    ) async throws -> KnowledgeFile {
        let upload = try await client.files.upload(contentsOf: file, filename: filename, onProgress: onProgress)
        return try await add(upload, to: baseID, parser, limit)
    }

    /// Uploads a document, adds it to a knowledge base and waits until it can be searched.
    ///
    /// - Parameters:
    ///   - content: The bytes of the document, which is no archive.
    ///   - filename: The name with its extension.
    ///   - baseID: The knowledge base's identifier.
    ///   - parser: The plugin that parses the document, since 4.9; nil for the engine's own parser.
    ///   - limit: The maximum time to wait after the upload; nil for no limit. The server continues after the limit.
    /// - Throws: `LangBotError` with the code `.taskFailed` if the document cannot be read or searched, `.notFound` if
    ///   it is deleted meanwhile, `.timeout` if it is still being processed at `limit`.
    public func add(
        _ content: Data,
        filename: String,
        to baseID: KnowledgeBase.ID,
        parser: PluginID? = nil,
        atMost limit: Duration? = nil
    ) async throws -> KnowledgeFile {
        try await add(client.files.upload(content, filename: filename), to: baseID, parser, limit)
    }

    /// Stores an upload and waits for the document that comes of it.
    ///
    /// Every release names it after the upload; the documentation names the upload in a member of its own.
    private func add(
        _ upload: KnowledgeFile.Upload.ID,
        to baseID: KnowledgeBase.ID,
        _ parser: PluginID?,
        _ limit: Duration?
    ) async throws -> KnowledgeFile {
        _ = try await store(upload, in: baseID, parser: parser)
        let operation: OperationName = "knowledge_base.file.list"
        var absences = 0
        // Adding it again would store a second one.
        let advice = "`list(in:)` shows when it is ready"
        return try await core.poll(atMost: limit, operation, "document \(upload)", advice: advice) {
            let found = try await list(in: baseID).first { document in
                [document.fields["file_id"], document.fields["file_name"]].contains(.string(upload.rawValue))
            }
            guard let document = found else {
                absences += 1
                // About a minute, which no release needs to list a document.
                guard absences < 20 else {
                    let detail = "document \(upload) is not in the knowledge base; somebody may have deleted it"
                    throw LangBotError(.notFound, operation: operation, detail: detail)
                }
                return nil
            }
            switch document.status {
            case .completed?: return document
            case .failed?, .interrupted?:
                let detail = "document \(document.id) is \(document.status?.rawValue ?? ""); the server's log says why"
                throw LangBotError(.taskFailed, operation: operation, detail: detail)
            default: return nil
            }
        }
    }
}
