import LangBot

/// Stores documents in a knowledge base.
struct Filling {
    let client: LangBotClient
    let base: KnowledgeBase.ID
    /// Whether to delete the existing documents afterwards.
    let replaces: Bool

    private var files: KnowledgeFiles { client.knowledge.bases.files }

    init(client: LangBotClient, base: KnowledgeBase.ID, replaces: Bool) {
        self.client = client
        self.base = base
        self.replaces = replaces
    }

    func take(_ documents: [Document]) async throws {
        let earlier = try await files.list(in: base)
        let tasks = try await upload(documents)
        try await wait(for: tasks, besides: Set(earlier.map(\.id)))
        print("documents stored: \(documents.count)")
        guard replaces, !earlier.isEmpty else { return }
        for file in earlier { try await files.delete(file.id, in: base) }
        print("documents deleted: \(earlier.count)")
    }

    private func upload(_ documents: [Document]) async throws -> [ServerTask.ID] {
        let bar = ProgressBar(total: documents.reduce(0) { $0 + $1.size })
        var tasks: [ServerTask.ID] = []
        var done = 0
        defer { bar.clear() }
        for document in documents {
            let before = done
            let upload = try await client.files.upload(contentsOf: document.file) { progress in
                bar.show(before + Int(progress.fraction * Double(document.size)), document.name)
            }
            tasks.append(try await files.store(upload, in: base))
            done += document.size
        }
        return tasks
    }

    /// Waits until the server has processed all documents.
    ///
    /// - Parameters:
    ///   - tasks: The tasks that the server has started.
    ///   - earlier: The documents that existed before, in any state.
    private func wait(for tasks: [ServerTask.ID], besides earlier: Set<KnowledgeFile.ID>) async throws {
        do {
            for task in tasks { try await client.tasks.wait(for: task, atMost: .seconds(600)) }
        } catch LangBotError.Code.unsupportedByServer {
            // Up to 4.9, API keys cannot read tasks; the list of documents has the same information.
            try await waitForDocuments()
        }
        let failed = try await files.list(in: base).filter { file in
            !earlier.contains(file.id) && [.failed, .interrupted].contains(file.status)
        }
        guard failed.isEmpty else {
            let names = failed.map(\.filename).joined(separator: ", ")
            throw Refusal("the server could not process \(names); see its log")
        }
    }

    private func waitForDocuments() async throws {
        let unfinished: Set<KnowledgeFile.Status> = [.pending, .processing]
        for _ in 0..<600 {
            let statuses = try await files.list(in: base).compactMap(\.status)
            if unfinished.isDisjoint(with: statuses) { return }
            try await Task.sleep(for: .seconds(1))
        }
        throw Refusal("the server is still processing documents after ten minutes")
    }
}
