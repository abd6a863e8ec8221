// A second opinion on evidence records: BouncyCastle's reading of RFC 4998 on our packages.
//
//   java -Dnow=… -cp bcprov.jar:bcutil.jar:bcpkix.jar EvidenceRecords.java PACKAGE...
//
// For every record and renewal it validates the newest token's signature, that the group of entries and each
// member alone are under it, that foreign data is not, and prints: PACKAGE RECORD root count. -Dnow=SECONDS is the time of the check.

import java.io.FileInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.ers.ERSByteData;
import org.bouncycastle.tsp.ers.ERSData;
import org.bouncycastle.tsp.ers.ERSDataGroup;
import org.bouncycastle.tsp.ers.ERSEvidenceRecord;
import org.bouncycastle.util.encoders.Hex;

public class EvidenceRecords {
    private static final Pattern URI = Pattern.compile("<asic:DataObjectReference URI=\"([^\"]+)\"");
    private static final DigestCalculatorProvider DIGESTS;

    static {
        try {
            DIGESTS = new JcaDigestCalculatorProviderBuilder().build();
        } catch (Exception error) {
            throw new ExceptionInInitializerError(error);
        }
    }

    public static void main(String[] packages) throws Exception {
        for (String path : packages) {
            Map<String, byte[]> entries = read(path);
            for (String name : entries.keySet()) {
                if (name.startsWith("META-INF/ASiCEvidenceRecordManifest")) {
                    check(path, name, entries);
                }
            }
        }
    }

    private static Map<String, byte[]> read(String path) throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new FileInputStream(path), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static void check(String path, String xml, Map<String, byte[]> entries) throws Exception {
        String record = xml.replace("ASiCEvidenceRecordManifest", "evidencerecord").replace(".xml", ".ers");
        List<ERSData> members = new ArrayList<>();
        Matcher uris = URI.matcher(new String(entries.get(xml), StandardCharsets.UTF_8));
        while (uris.find()) {
            String name = URLDecoder.decode(uris.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            members.add(new ERSByteData(entries.get(name)));
        }
        ERSEvidenceRecord read = new ERSEvidenceRecord(entries.get(record), DIGESTS);
        read.validate(new JcaSimpleSignerInfoVerifierBuilder().build(read.getSigningCertificate()));
        Date now = new Date(Long.parseLong(System.getProperty("now")) * 1000);
        read.validatePresent(new ERSDataGroup(members), now);
        for (ERSData member : members) {
            read.validatePresent(member, now);
        }
        if (read.isContaining(new ERSByteData("foreign".getBytes(StandardCharsets.UTF_8)), now)) {
            throw new IllegalStateException(record + " holds foreign data");
        }
        System.out.println(String.join("\t", path, record, Hex.toHexString(read.getPrimaryRootHash()),
            Integer.toString(members.size())));
    }
}
