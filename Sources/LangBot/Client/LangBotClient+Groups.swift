extension LangBotClient {
    /// Models that answer, embed and rank.
    public var models: Models { Models(client: self) }
    /// Who serves the models; since 4.7.
    public var providers: Providers { Providers(client: self) }
    /// The ways of speaking to providers of models; needs a user's token.
    public var requesters: Requesters { Requesters(client: self) }
    /// Bots on messaging platforms.
    public var bots: Bots { Bots(client: self) }
    /// The messaging platforms; needs a user's token.
    public var adapters: Adapters { Adapters(client: self) }
    /// Pipelines, which decide how messages are handled.
    public var pipelines: Pipelines { Pipelines(client: self) }
    /// Knowledge bases and the documents in them.
    public var knowledge: Knowledge { Knowledge(client: self) }
    /// Servers of the Model Context Protocol.
    public var mcp: MCP { MCP(client: self) }
    /// Uploads.
    public var files: Files { Files(client: self) }
    /// Plugins.
    public var plugins: Plugins { Plugins(client: self) }
    /// Everything that extends LangBot: plugins, MCP servers and skills; since 4.10.
    public var extensions: Extensions { Extensions(client: self) }
    /// Skills; since 4.10.
    public var skills: Skills { Skills(client: self) }
    /// Agents; since 4.11.
    public var agents: Agents { Agents(client: self) }
    /// What the server has recorded about messages, calls and errors; with an API key since 4.11.
    public var monitoring: Monitoring { Monitoring(client: self) }
    /// The sandbox in which tools run; with an API key since 4.11.
    public var sandbox: Sandbox { Sandbox(client: self) }
    /// The workspace that the credential belongs to; since 4.11.
    public var workspace: Workspace { Workspace(client: self) }
    /// What the server is doing in the background.
    public var tasks: ServerTasks { ServerTasks(client: self) }
    /// The server itself.
    public var system: ServerSystem { ServerSystem(client: self) }
    /// API keys; needs a user's token.
    public var apiKeys: APIKeys { APIKeys(client: self) }
    /// Signing in, and the account of who did.
    public var account: Account { Account(client: self) }
}
