extension MCPServer.Draft {
    /// A server that LangBot starts as a process and talks to over its standard streams.
    ///
    /// - Parameters:
    ///   - name: The name, which identifies the server in all calls.
    ///   - command: The program, such as `npx`.
    ///   - arguments: Its arguments.
    ///   - environment: Environment variables for it.
    ///   - isEnabled: Whether LangBot uses the server.
    public static func stdio(
        name: String,
        command: String,
        arguments: [String] = [],
        environment: [String: String] = [:],
        isEnabled: Bool = true
    ) -> MCPServer.Draft {
        let configuration: JSONObject = [
            "command": .string(command), "args": .array(arguments.map(JSONValue.string)),
            "env": .object(environment.mapValues(JSONValue.string)),
        ]
        return MCPServer.Draft(name: name, mode: .stdio, configuration: configuration, isEnabled: isEnabled)
    }

    /// A server at a URL that sends events.
    ///
    /// - Parameters:
    ///   - name: The name, which identifies the server in all calls.
    ///   - url: The URL of the stream, such as `https://mcp.example.com/sse`.
    ///   - headers: Header fields of every request, such as a credential.
    ///   - timeout: How long LangBot waits for a connection; nil for LangBot's default, 10 seconds.
    ///   - isEnabled: Whether LangBot uses the server.
    public static func sse(
        name: String,
        url: String,
        headers: [String: String] = [:],
        timeout: Duration? = nil,
        isEnabled: Bool = true
    ) -> MCPServer.Draft {
        reached(.sse, name, url, headers, timeout, isEnabled)
    }

    /// A server that speaks streamable HTTP; since 4.7.
    ///
    /// 4.5 and 4.6 store it, but cannot connect to it.
    ///
    /// - Parameters:
    ///   - name: The name, which identifies the server in all calls.
    ///   - url: The URL of the server, such as `https://mcp.example.com/mcp`.
    ///   - headers: Header fields of every request, such as a credential.
    ///   - timeout: How long LangBot waits for an answer; nil for LangBot's default, 10 seconds.
    ///   - isEnabled: Whether LangBot uses the server.
    public static func http(
        name: String,
        url: String,
        headers: [String: String] = [:],
        timeout: Duration? = nil,
        isEnabled: Bool = true
    ) -> MCPServer.Draft {
        reached(.http, name, url, headers, timeout, isEnabled)
    }

    private static func seconds(_ duration: Duration) -> JSONValue {
        Int64(exactly: duration.inSeconds).map(JSONValue.integer) ?? .double(duration.inSeconds)
    }

    private static func reached(
        _ mode: MCPServer.Mode,
        _ name: String,
        _ url: String,
        _ headers: [String: String],
        _ timeout: Duration?,
        _ isEnabled: Bool
    ) -> MCPServer.Draft {
        let configuration = JSONObject(given: [
            "url": .string(url), "headers": .object(headers.mapValues(JSONValue.string)),
            "timeout": timeout.map { seconds($0) },
        ])
        return MCPServer.Draft(name: name, mode: mode, configuration: configuration, isEnabled: isEnabled)
    }
}
