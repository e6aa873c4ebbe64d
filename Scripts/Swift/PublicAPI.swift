// Prints or checks the public interface in symbol graphs, for Scripts/public-api, Scripts/interface and Scripts/docs.
import Foundation

/// The symbol graph that the compiler writes for a module.
struct SymbolGraph: Decodable {
    struct Relationship: Decodable {
        /// The protocol requirement that a member fulfils, or the declaration that it overrides.
        struct Origin: Decodable { let identifier: String }

        let kind: String
        let source: String
        let target: String
        let targetFallback: String?
        let sourceOrigin: Origin?
    }

    let symbols: [Symbol]
    let relationships: [Relationship]
}

struct Symbol: Decodable {
    struct Identifier: Decodable { let precise: String }
    struct Kind: Decodable { let identifier: String }
    struct Fragment: Decodable { let spelling: String }
    struct Comment: Decodable {
        struct Line: Decodable { let text: String }
        let lines: [Line]
    }
    struct Location: Decodable {
        struct Position: Decodable { let line: Int }
        let uri: String
        let position: Position
    }

    let identifier: Identifier
    let kind: Kind
    let pathComponents: [String]
    let declarationFragments: [Fragment]
    let docComment: Comment?
    /// Where the symbol is declared; nil for symbols that the compiler adds.
    let location: Location?

    var name: String { pathComponents.joined(separator: ".") }

    var isType: Bool {
        ["swift.struct", "swift.enum", "swift.class", "swift.protocol", "swift.actor"].contains(kind.identifier)
    }

    /// The declaration on one line, with the full name of a type.
    var declaration: String {
        let text = declarationFragments.map(\.spelling).joined()
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .replacingOccurrences(of: "( ", with: "(").replacingOccurrences(of: " )", with: ")")
        return isType ? "\(kind.identifier.dropFirst("swift.".count)) \(name)" : line
    }

    /// The first sentence of the documentation.
    var summary: String? {
        let paragraph = docComment?.lines.map(\.text).prefix { !$0.isEmpty }.joined(separator: " ") ?? ""
        return paragraph.isEmpty ? nil : paragraph
    }

    /// The file, relative to the package directory, and the line.
    var place: (file: String, line: Int)? {
        guard let location else { return nil }
        let parts = location.uri.components(separatedBy: FileManager.default.currentDirectoryPath + "/")
        return (parts.last ?? location.uri, location.position.line + 1)
    }
}

/// The public declarations of a module, grouped by the types that they belong to.
struct Page {
    /// Protocols that other conformances imply.
    private static let implied: Set = [
        "Copyable", "Escapable", "SendableMetatype", "Equatable", "ExpressibleByUnicodeScalarLiteral",
        "ExpressibleByExtendedGraphemeClusterLiteral",
    ]

    private let module: String
    private let symbols: [Symbol]
    private let protocols: [String: Set<String>]
    /// The requirements that members fulfil, by the members' identifiers.
    private let origins: [String: String]
    /// The doc comments of this module's declarations, by identifier; nil for a declaration without one.
    private let summaries: [String: String?]

    init(module: String, directory: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasSuffix(".symbols.json") }
        let graphs = try files.map { try JSONDecoder().decode(SymbolGraph.self, from: Data(contentsOf: $0)) }
        let all = graphs.flatMap(\.symbols)
        let names = Dictionary(all.map { ($0.identifier.precise, $0.name) }) { first, _ in first }
        var protocols: [String: Set<String>] = [:]
        for relationship in graphs.flatMap(\.relationships) where relationship.kind == "conformsTo" {
            let name = names[relationship.target] ?? relationship.targetFallback ?? relationship.target
            // `Foundation.LocalizedError`, whichever module of Foundation has it.
            let short = name.split(separator: ".").last.map(String.init) ?? name
            protocols[relationship.source, default: []].insert(short)
        }
        self.module = module
        self.protocols = protocols
        origins = Dictionary(
            graphs.flatMap(\.relationships).compactMap { link in
                link.sourceOrigin.map { (link.source, $0.identifier) }
            }
        ) { first, _ in first }
        summaries = Dictionary(all.map { ($0.identifier.precise, $0.summary) }) { first, _ in first }
        symbols = all.filter { $0.place != nil }.sorted(by: Self.isInOrder)
    }

    private static func isInOrder(_ left: Symbol, _ right: Symbol) -> Bool {
        guard let first = left.place, let second = right.place else { return false }
        return (first.file, first.line, left.name) < (second.file, second.line, right.name)
    }

    /// Whether a symbol has a comment of its own or inherits one.
    ///
    /// A member inherits the comment of the protocol requirement that it fulfils, to which docc links. Requirements of
    /// other modules, such as `RawRepresentable.init(rawValue:)`, are documented there.
    private func isDocumented(_ symbol: Symbol) -> Bool {
        if symbol.docComment != nil { return true }
        guard let origin = origins[symbol.identifier.precise] else { return false }
        guard let summary = summaries[origin] else { return true }
        return summary != nil
    }

    /// The first sentence of a symbol's documentation, or of the requirement that it fulfils.
    private func summary(of symbol: Symbol) -> String {
        let inherited = origins[symbol.identifier.precise].flatMap { summaries[$0] ?? nil }
        return symbol.summary ?? inherited ?? "(no documentation)"
    }

    /// The declarations without documentation, as `file:line: declaration`.
    var undocumented: [String] {
        symbols.filter { !isDocumented($0) }.map { symbol in
            let place = symbol.place.map { "\($0.file):\($0.line)" } ?? module
            return "\(place): \(symbol.name) has no documentation"
        }
    }

    /// A line for each declaration and each conformance.
    var names: [String] {
        let declared = symbols.map { "\(module) \($0.name): \($0.declaration)" }
        let adopted = symbols.filter(\.isType).flatMap { type in
            protocols[type.identifier.precise, default: []].subtracting(Self.implied).map { name in
                "\(module) \(type.name) is \(name)"
            }
        }
        return declared + adopted
    }

    var text: String {
        let types = symbols.filter(\.isType)
        let members = Dictionary(grouping: symbols.filter { !$0.isType }) { $0.pathComponents.dropLast() }
        let known = Set(types.map(\.pathComponents))
        var text = "# \(module): \(types.count) types, \(symbols.count - types.count) members\n"
        for type in types {
            let adopted = protocols[type.identifier.precise, default: []]
                .subtracting(Self.implied).sorted()
            let head = type.declaration + (adopted.isEmpty ? "" : ": " + adopted.joined(separator: ", "))
            text += "\n## \(head)\n\(type.place?.file ?? "")\n\(summary(of: type))\n"
            // The type's own file first, then the extensions in others.
            let own = (members[type.pathComponents[...]] ?? []).filter { $0.place?.file == type.place?.file }
            let more = (members[type.pathComponents[...]] ?? []).filter { $0.place?.file != type.place?.file }
            text += list(own + more)
        }
        let others = members.filter { !known.contains(Array($0.key)) }.sorted {
            $0.key.lexicographicallyPrecedes($1.key)
        }
        for (path, members) in others {
            text += "\n## \(path.isEmpty ? "Free functions and aliases" : "extension \(path.joined(separator: "."))")\n"
            text += list(members)
        }
        return text
    }

    private func list(_ members: [Symbol]) -> String {
        members.map { "    \($0.declaration)\n        \(summary(of: $0))\n" }.joined()
    }
}

do {
    let arguments = CommandLine.arguments
    let root = URL(fileURLWithPath: arguments[1])
    let modules = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
    let pages = try modules.map { try Page(module: $0, directory: root.appendingPathComponent($0)) }
    if arguments.contains("--names") {
        print(Set(pages.flatMap(\.names)).sorted().joined(separator: "\n"))
        exit(0)
    }
    guard arguments.contains("--undocumented") else {
        print(pages.map(\.text).joined(separator: "\n"), terminator: "")
        exit(0)
    }
    let missing = pages.flatMap(\.undocumented)
    print(missing.isEmpty ? "every public declaration is documented" : missing.joined(separator: "\n"))
    exit(missing.isEmpty ? 0 : 1)
} catch {
    FileHandle.standardError.write(Data("public-api: \(error)\n".utf8))
    exit(2)
}
