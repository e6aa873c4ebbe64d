package import JSONCore

/// A tool of LangBot's own MCP server, and the operations that it leads to.
package struct MCPTool: Sendable {
    /// What a tool leads to, if it is called with a certain value of an argument.
    package struct Lead: Sendable {
        /// What a tool answers, made from the `data` of its operation.
        package enum Gift: Sendable {
            case whole
            /// The only member.
            case only
            case members([String])
            /// `{"ok": true}`, whatever the data.
            case done
        }

        package let operation: OperationID
        /// The argument that decides, and its value.
        package let condition: (argument: String, value: JSONValue)?
        /// The arguments that fill the parameters of the path, in their order.
        package var path: [String] = []
        /// The argument that is the content.
        package var body: String?
        /// The members of the content, by argument.
        package var members: [String: String] = [:]
        /// The query parameters, by argument.
        package var query: [String: String] = [:]
        package var gift = Gift.whole
    }

    /// A fault of the server's own that keeps a tool from being carried out, in the releases so far.
    package enum Fault: Hashable, Sendable {
        /// The tool reads the database in a task that may not.
        case lostScope
        case other(String)
    }

    /// What a tool answers that leads to no operation that a profile has, or to nothing that is there.
    package enum Answer: Sendable {
        case value(JSONValue)
        case failure(String)
    }

    package let name: String
    package let summary: String
    /// The permission that the key needs.
    package let permission: Permission?
    package private(set) var since = Release.v4_11_2
    package private(set) var arguments: [MCPArgument] = []
    package private(set) var leads: [Lead] = []
    package private(set) var fault: Fault?
    /// The member that an object must have before the database is read, by argument, and since which release.
    package private(set) var need: (argument: String, member: String, since: Release)?
    package private(set) var otherwise = Answer.value(.null)

    init(_ name: String, _ summary: String, _ permission: Permission?) {
        self.name = name
        self.summary = summary
        self.permission = permission
    }

    /// Whether a release has the tool.
    package func exists(in release: Release) -> Bool { release >= since }
}

// MARK: - The columns of a row

extension MCPTool {
    private func with(_ change: (inout MCPTool) -> Void) -> MCPTool {
        var tool = self
        change(&tool)
        return tool
    }

    func since(_ release: Release) -> MCPTool { with { $0.since = release } }

    func takes(_ arguments: MCPArgument...) -> MCPTool { with { $0.arguments = arguments } }

    func fails(_ fault: Fault) -> MCPTool { with { $0.fault = fault } }

    func needs(_ member: String, in argument: String, since release: Release) -> MCPTool {
        with { $0.need = (argument, member, release) }
    }

    func answers(_ answer: Answer) -> MCPTool { with { $0.otherwise = answer } }

    /// Adds an operation.
    ///
    /// - Parameters:
    ///   - condition: the value of an argument with which the tool leads to it.
    ///   - path: the arguments for the parameters of the path.
    func leads(
        to operation: OperationID,
        if condition: (String, JSONValue)? = nil,
        path: [String] = [],
        body: String? = nil,
        members: [String: String] = [:],
        query: [String: String] = [:],
        gives gift: Lead.Gift = .whole
    ) -> MCPTool {
        with {
            $0.leads.append(
                Lead(
                    operation: operation,
                    condition: condition.map { (argument: $0.0, value: $0.1) },
                    path: path,
                    body: body,
                    members: members,
                    query: query,
                    gift: gift
                )
            )
        }
    }
}

extension Operation {
    /// The tools of LangBot's MCP server that lead to the operation.
    package var mcpTools: [MCPTool] { Contract.mcpTools.filter { $0.leads.contains { $0.operation == id } } }
}

/// Collects the tools of a file.
@resultBuilder
enum ToolBuilder {
    static func buildBlock(_ tools: MCPTool...) -> [MCPTool] { tools }
}
