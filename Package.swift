// swift-tools-version: 6.0

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A program of `Examples`, which uses the client as any other package would.
func example(_ name: String, excluding files: [String] = []) -> Target {
    .executableTarget(
        name: name,
        dependencies: ["LangBot"],
        path: "Examples/\(name)",
        exclude: files,
        swiftSettings: settings
    )
}

let package = Package(
    name: "langbot-swift",
    platforms: [.macOS(.v13), .macCatalyst(.v16), .iOS(.v16), .tvOS(.v16), .watchOS(.v9), .visionOS(.v1)],
    products: [
        .library(name: "LangBot", targets: ["LangBot"]),
        .library(name: "LangBotTesting", targets: ["LangBotTesting"]),
        .library(name: "LangBotMock", targets: ["LangBotMock"]),
        .library(name: "LangBotMockClient", targets: ["LangBotMock", "LangBotMockClient"]),
        .library(name: "LangBotConformance", targets: ["LangBotConformance"]),
        .executable(name: "langbot-mock", targets: ["langbot-mock"]),
        .executable(name: "langbot-conformance", targets: ["langbot-conformance"]),
    ],
    targets: [
        .target(name: "Redaction", swiftSettings: settings),
        .target(name: "Digests", swiftSettings: settings),
        // On other systems, Foundation's URL sessions are what the client uses.
        .target(
            name: "LangBot",
            dependencies: ["Digests", "Redaction", .target(name: "HTTPCore", condition: .when(platforms: [.linux]))],
            swiftSettings: settings
        ),
        .target(name: "LangBotContract", dependencies: ["JSONCore"], swiftSettings: settings),
        .target(name: "JSONCore", swiftSettings: settings),
        .target(name: "CommandLineSupport", swiftSettings: settings),
        .systemLibrary(name: "CEpoll", path: "Sources/CEpoll"),
        .target(
            name: "HTTPCore",
            dependencies: ["Digests", .target(name: "CEpoll", condition: .when(platforms: [.linux]))],
            swiftSettings: settings
        ),
        .target(
            name: "LangBotMock",
            dependencies: ["CommandLineSupport", "Digests", "HTTPCore", "JSONCore", "LangBotContract", "Redaction"],
            path: "MockServer/LangBotMock",
            resources: [
                .embedInCode("Catalogs/Data"), .embedInCode("Control/Page"), .embedInCode("WebChat/Page"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "langbot-mock",
            dependencies: ["CommandLineSupport", "HTTPCore", "LangBotMock"],
            path: "MockServer/langbot-mock",
            swiftSettings: settings
        ),
        .target(name: "LangBotTesting", dependencies: ["LangBot", "Redaction"], swiftSettings: settings),
        .target(
            name: "LangBotMockClient",
            dependencies: ["HTTPCore", "LangBot", "LangBotMock", "LangBotTesting"],
            swiftSettings: settings
        ),
        .target(
            name: "LangBotConformance",
            dependencies: ["Digests", "HTTPCore", "JSONCore", "LangBotContract", "Redaction"],
            path: "Conformance/LangBotConformance",
            resources: [
                .embedInCode("Checks/Data"), .embedInCode("Expectations/Data"), .embedInCode("Reports/Page"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "LangBotConformanceSelfTest",
            dependencies: [
                "Digests", "HTTPCore", "JSONCore", "LangBotConformance", "LangBotContract", "LangBotMock",
            ],
            path: "Conformance/LangBotConformanceSelfTest",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "langbot-conformance",
            dependencies: [
                "CommandLineSupport", "HTTPCore", "JSONCore", "LangBotConformance", "LangBotConformanceSelfTest",
                "LangBotMock",
            ],
            path: "Conformance/langbot-conformance",
            swiftSettings: settings
        ),
        example("provision", excluding: ["support.json"]),
        example("ask"),
        example("fill-knowledge"),
        example("rotate-keys"),
        example("support-desk", excluding: ["desk.json"]),
        .executableTarget(
            name: "langbot-benchmark",
            dependencies: ["CommandLineSupport", "LangBot", "LangBotMock", "Redaction"],
            path: "Benchmarks/langbot-benchmark",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "bare-loop",
            dependencies: [.target(name: "CEpoll", condition: .when(platforms: [.linux]))],
            path: "Benchmarks/bare-loop",
            swiftSettings: settings
        ),
        .target(
            name: "TestCertificates",
            dependencies: ["CommandLineSupport"],
            path: "Tests/TestCertificates",
            swiftSettings: settings
        ),
        .testTarget(
            name: "HTTPCoreTests",
            dependencies: ["CommandLineSupport", "HTTPCore", "TestCertificates"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(name: "JSONCoreTests", dependencies: ["JSONCore"], swiftSettings: settings),
        .testTarget(name: "DigestsTests", dependencies: ["Digests"], swiftSettings: settings),
        .testTarget(name: "RedactionTests", dependencies: ["Redaction"], swiftSettings: settings),
        .testTarget(name: "CommandLineSupportTests", dependencies: ["CommandLineSupport"], swiftSettings: settings),
        .testTarget(name: "LangBotContractTests", dependencies: ["LangBotContract"], swiftSettings: settings),
        .testTarget(
            name: "LangBotTests",
            dependencies: [
                "CommandLineSupport", "HTTPCore", "LangBot", "LangBotContract", "LangBotTesting", "Redaction",
                "TestCertificates",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LangBotTestingTests",
            dependencies: ["LangBot", "LangBotMock", "LangBotMockClient", "LangBotTesting"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SupportDeskTests",
            dependencies: ["LangBot", "LangBotMock", "LangBotMockClient", "LangBotTesting", "support-desk"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LangBotMockTests",
            dependencies: ["Digests", "HTTPCore", "JSONCore", "LangBotContract", "LangBotMock"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LangBotConformanceTests",
            dependencies: [
                "CommandLineSupport", "HTTPCore", "JSONCore", "LangBotConformance", "LangBotConformanceSelfTest",
                "LangBotContract", "LangBotMock", "TestCertificates",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "CommandLineSupport", "HTTPCore", "JSONCore", "LangBot", "LangBotConformance", "LangBotContract",
                "LangBotMock", "LangBotTesting", "Redaction", "langbot-benchmark", "langbot-conformance",
                "langbot-mock",
            ],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
