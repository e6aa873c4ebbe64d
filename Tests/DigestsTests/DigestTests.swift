import Digests
import Testing

/// Vectors of FIPS 180-4, RFC 3174, RFC 2202 and RFC 4231.
@Suite struct DigestTests {
    private let sentence = Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)

    @Test func digestsArePublishedOnes() {
        let rows: [(message: [UInt8], SHA1: String, SHA256: String)] = [
            (
                [], "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            ),
            (
                Array("abc".utf8), "a9993e364706816aba3e25717850c26c9cd0d89d",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            ),
            (
                sentence, "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                Array(repeating: UInt8(ascii: "a"), count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f",
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ]
        for row in rows {
            #expect(SHA1.hexadecimalDigest(of: row.message) == row.SHA1)
            #expect(SHA256.hexadecimalDigest(of: row.message) == row.SHA256)
        }
    }

    /// Where the padding needs a block more, and where it just fits.
    @Test func lengthsAroundABlock() {
        let digests = (54...66).map { SHA256.digest(of: Array(repeating: 0x61, count: $0)) }
        #expect(Set(digests).count == digests.count)
        #expect(
            SHA256.hexadecimalDigest(of: Array(repeating: 0x61, count: 64))
                == "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"
        )
    }

    @Test func codesArePublishedOnes() {
        let (short, long) = ([UInt8](repeating: 0x0B, count: 20), [UInt8](repeating: 0xAA, count: 131))
        let message = Array("Hi There".utf8)
        #expect(
            SHA256.hexadecimalCode(of: message, key: short)
                == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        )
        #expect(SHA1.hexadecimalCode(of: message, key: short) == "b617318655057264e28bc0b6fb378c8ef146be00")
        let larger = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
        #expect(
            SHA256.hexadecimalCode(of: larger, key: long)
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        )
    }
}
