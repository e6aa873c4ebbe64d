// swift-tools-version: 6.1

import PackageDescription

let langBot: (String) -> Target.Dependency = { .product(name: $0, package: "langbot-swift") }

let package = Package(
    name: "langbot-server-side",
    platforms: [.macOS(.v14)],
    products: [.library(name: "LangBotServerSide", targets: ["LangBotServerSide"])],
    dependencies: [
        .package(name: "langbot-swift", path: "../.."),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.25.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.5.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.81.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.29.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.10.0"),
    ],
    targets: [
        .target(
            name: "LangBotServerSide",
            dependencies: [
                langBot("LangBot"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .executableTarget(
            name: "support-service",
            dependencies: [
                "LangBotServerSide", langBot("LangBot"), .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "LangBotServerSideTests",
            dependencies: [
                "LangBotServerSide", langBot("LangBot"), langBot("LangBotMock"), langBot("LangBotTesting"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
