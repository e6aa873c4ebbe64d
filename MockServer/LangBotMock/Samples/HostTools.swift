import JSONCore
import LangBotContract

/// The tools of LangBot itself, which models can call.
enum HostTools {
    /// The tools of a profile.
    ///
    /// - Parameter hasSandbox: whether there are those that work in the sandbox.
    static func all(_ traits: Traits, hasSandbox: Bool) -> [JSONObject] {
        guard traits.hasHostTools else { return [] }
        guard hasSandbox else { return traits.skillsHaveRevisions ? [activate] + skillResources : [] }
        let tools = sandboxTools + [activate, traits.skillsHaveRevisions ? publishSkill : registerSkill]
        return traits.skillsHaveRevisions ? tools + skillResources : tools
    }

    /// The tools that read what MCP servers expose, for those that may.
    static let resources: [JSONObject] = [
        resource(
            "langbot_mcp_list_resources",
            "Lists the resources and resource templates of an MCP server.",
            ["server_name": "The name of the server"]
        ),
        resource(
            "langbot_mcp_read_resource",
            "Reads a text resource of an MCP server.",
            ["server_name": "The name of the server", "uri": "The URI of the resource"]
        ),
    ]

    private static func resource(
        _ name: String,
        _ description: String,
        _ parameters: KeyValuePairs<String, String>
    ) -> JSONObject {
        let properties = parameters.map { ($0.key, ["description": .string($0.value), "type": "string"] as JSONValue) }
        return [
            "description": .string(description), "human_desc": .string(description), "name": .string(name),
            "parameters": [
                "properties": .object(JSONObject(properties)),
                "required": .array(parameters.map { .string($0.key) }), "type": "object",
            ],
            "source": "mcp", "source_id": "", "source_name": "MCP resources",
        ]
    }

    private static let sandboxTools: [JSONObject] = [
        tool(
            "edit",
            "Replaces a text that occurs once in a file under /workspace.",
            human: "Edit a file in the workspace",
            source: "builtin",
            required: ["path", "old_string", "new_string"],
            [
                parameter("new_string", "string", "The replacement string"),
                parameter("old_string", "string", "The exact string to find and replace"),
                parameter("path", "string", "Absolute path to the file"),
            ]
        ),
        tool(
            "exec",
            "Runs a shell command in the sandbox.",
            human: "Execute a command in an isolated environment",
            source: "builtin",
            required: ["command"],
            [
                parameter("command", "string", "Shell command to execute"),
                parameter(
                    "description",
                    "string",
                    "Brief description of what this command does, for logging and audit"
                ),
                parameter(
                    "env",
                    "object",
                    "Optional environment variables for the execution",
                    ["additionalProperties": ["type": "string"], "default": [:]]
                ),
                parameter("timeout_sec", "integer", "Execution timeout in seconds", ["default": 30, "minimum": 1]),
                parameter("workdir", "string", "Working directory for the command", ["default": "/workspace"]),
            ]
        ),
        tool(
            "glob",
            "Finds files under /workspace by a pattern, the newest first.",
            human: "Find files matching a glob pattern",
            source: "builtin",
            required: ["pattern"],
            [
                parameter("path", "string", "Directory to search in", ["default": "/workspace"]),
                parameter("pattern", "string", "Glob pattern"),
            ]
        ),
        tool(
            "grep",
            "Searches files under /workspace for a regular expression.",
            human: "Search file contents",
            source: "builtin",
            required: ["pattern"],
            [
                parameter("include", "string", "Only search files matching this glob"),
                parameter("path", "string", "File or directory to search", ["default": "/workspace"]),
                parameter("pattern", "string", "Regex pattern to search for"),
            ]
        ),
        tool(
            "read",
            "Reads a file under /workspace.",
            human: "Read a file from the workspace",
            source: "builtin",
            required: ["path"],
            [
                parameter(
                    "byte_offset",
                    "integer",
                    "0-indexed byte offset used when encoding is base64",
                    ["default": 0, "minimum": 0]
                ),
                parameter(
                    "encoding",
                    "string",
                    "Return text by default, or base64 for binary byte-range reads",
                    ["default": "text", "enum": ["text", "base64"]]
                ),
                parameter(
                    "limit",
                    "integer",
                    "Maximum number of lines to return",
                    ["default": 2000, "maximum": 10000, "minimum": 1]
                ),
                parameter(
                    "max_bytes",
                    "integer",
                    "Maximum bytes of file content to return",
                    ["default": 51200, "maximum": 51200, "minimum": 1]
                ),
                parameter(
                    "offset",
                    "integer",
                    "1-indexed line number to start reading from",
                    ["default": 1, "minimum": 1]
                ),
                parameter("path", "string", "Absolute path to the file"),
            ]
        ),
        tool(
            "write",
            "Writes a file under /workspace.",
            human: "Write a file to the workspace",
            source: "builtin",
            required: ["path", "content"],
            [
                parameter("content", "string", "Text content, or base64 content when encoding is base64"),
                parameter(
                    "encoding",
                    "string",
                    "Write content as text by default, or decode it from base64 for binary files",
                    ["default": "text", "enum": ["text", "base64"]]
                ),
                parameter(
                    "mode",
                    "string",
                    "Overwrite the file by default, or append to it",
                    ["default": "overwrite", "enum": ["overwrite", "append"]]
                ),
                parameter("path", "string", "Absolute path to the file"),
            ]
        ),
    ]

    private static let activate = tool(
        "activate",
        "Uses a skill that the pipeline has, and returns its instructions.",
        human: "Activate a skill",
        source: "skill",
        required: ["skill_name"],
        [
            parameter("skill_name", "string", "The skill name to activate")
        ]
    )

    private static let registerSkill = tool(
        "register_skill",
        "Publishes the skill in a folder under /workspace.",
        human: "Register a skill",
        source: "skill",
        required: ["path"],
        [
            parameter("description", "string", "Optional description override"),
            parameter("display_name", "string", "Optional display name override"),
            parameter("instructions", "string", "Optional instructions override"),
            parameter("name", "string", "Optional skill name override"),
            parameter("path", "string", "Directory path under /workspace containing the skill package"),
        ]
    )

    private static let publishSkill = tool(
        "register_skill",
        "Publishes the skill in a folder under /workspace.",
        human: "Register a skill",
        source: "skill",
        required: ["path"],
        [
            parameter(
                "base_revision",
                "string",
                "Required current revision when publishing an update; omit for a new Skill"
            ),
            parameter("description", "string", "Optional description override"),
            parameter("display_name", "string", "Optional display name override"),
            parameter("instructions", "string", "Optional instructions override"),
            parameter("name", "string", "Optional skill name override"),
            parameter("path", "string", "Directory path under /workspace containing the skill package"),
        ]
    )

    private static let skillResources: [JSONObject] = [
        tool(
            "list_skill_resources",
            "Lists the files of a skill that is in use.",
            human: "List the files of a skill",
            source: "skill",
            required: ["skill_name"],
            [
                parameter("path", "string", "Relative directory path"),
                parameter("revision", "string", "Optional revision returned by activate"),
                parameter("skill_name", "string", "The activated skill name"),
            ]
        ),
        tool(
            "read_skill_resource",
            "Reads a text file of a skill that is in use.",
            human: "Read a file of a skill",
            source: "skill",
            required: ["skill_name", "path"],
            [
                parameter("path", "string", "File path relative to the skill package root"),
                parameter("revision", "string", "Optional revision returned by activate"),
                parameter("skill_name", "string", "The activated skill name"),
            ]
        ),
    ]

    private static func parameter(
        _ name: String,
        _ type: String,
        _ description: String,
        _ further: JSONObject = [:]
    ) -> (String, JSONValue) {
        let schema: JSONObject = ["description": .string(description), "type": .string(type)]
        return (name, .object(schema.merging(further).sortedByName()))
    }

    private static func tool(
        _ name: String,
        _ description: String,
        human: String,
        source: String,
        required: [JSONValue],
        _ properties: [(String, JSONValue)]
    ) -> JSONObject {
        [
            "description": .string(description), "human_desc": .string(human), "name": .string(name),
            "parameters": [
                "additionalProperties": false, "properties": .object(JSONObject(properties)),
                "required": .array(required), "type": "object",
            ], "source": .string(source), "source_name": "LangBot",
        ]
    }
}
