extension KnowledgeBase.Draft {
    /// The display name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description; empty if there is none.
    public var description: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The emoji shown in the web interface, in 4.8; nil for the server's default.
    public var emoji: String? {
        get { self[text: "emoji"] }
        set { self[text: "emoji"] = newValue }
    }

    /// The identifier of the embedding model, up to 4.8; nil if a plugin stores passages.
    public var embeddingModelID: EmbeddingModel.ID? {
        if case .embedding(let model, _) = storage { model } else { nil }
    }

    /// The number of passages that a retrieval returns, up to 4.8; nil if a plugin stores passages.
    public var topK: Int? {
        if case .embedding(_, let topK) = storage { topK } else { nil }
    }

    /// The plugin that serves as the engine, since 4.9; nil if the server stores passages itself.
    public var engineID: PluginID? {
        if case .engine(let plugin, _, _) = storage { plugin } else { nil }
    }

    /// The engine's settings, since 4.9; nil if the server stores passages itself.
    public var creationSettings: JSONObject? {
        if case .engine(_, let settings, _) = storage { settings } else { nil }
    }

    /// The engine's retrieval settings, since 4.9; nil if the server stores passages itself.
    public var retrievalSettings: JSONObject? {
        if case .engine(_, _, let settings) = storage { settings } else { nil }
    }
}

extension ExternalKnowledgeBase.Draft {
    /// The display name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description; empty if there is none.
    public var description: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The emoji shown in the web interface, since 4.8; nil for the server's default.
    public var emoji: String? {
        get { self[text: "emoji"] }
        set { self[text: "emoji"] = newValue }
    }

    /// The plugin; nil if the draft names none.
    public var pluginID: PluginID? {
        get {
            guard let author = self[text: "plugin_author"], let name = self[text: "plugin_name"] else { return nil }
            return PluginID(author: author, name: name)
        }
        set {
            self[text: "plugin_author"] = newValue?.author
            self[text: "plugin_name"] = newValue?.name
        }
    }

    /// The name of the plugin's retriever.
    public var retriever: String {
        get { self[text: "retriever_name"] ?? "" }
        set { self[text: "retriever_name"] = newValue }
    }

    /// The retriever's settings.
    public var configuration: JSONObject {
        get { self[object: "retriever_config"] ?? [:] }
        set { self[object: "retriever_config"] = newValue }
    }
}
