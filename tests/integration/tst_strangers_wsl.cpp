// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// wsl (whistle) as a client of the served local target: shell scripts that write their envelopes
// with cat and read replies with grep, so that even prefixes and line breaks matter.

#include "tests/support/signinsite.h"
#include "tests/support/strangerops.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

using Link = SignInSite::Link;

class TestStrangersWsl : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void identify_data() { strangers(); }
    void identify();
    void get_data() { strangers(); }
    void get();
    void enumerate_data() { strangers(); }
    void enumerate();
    void enumerateReferences();
    void invoke_data() { strangers(); }
    void invoke();
    void invokeWithAReference();
    void put_data() { strangers(); }
    void put();
    void fault_data() { strangers(); }
    void fault();
    void bigReply_data() { strangers(); }
    void bigReply();
    void aWrongPasswordIsRefused();

private:
    void strangers();
    // What it says; its replies lie in the folder of the test.
    QByteArray wsl(const QStringList &arguments,
                   const QByteArray &password = ServedSite::password());
    QByteArray file(const QString &name) const;
    QByteArray reply() const { return file(u"response.xml"_s); } // the last one

    StrangerTable m_table;
    std::unique_ptr<SignInSite> m_site;
    std::unique_ptr<QTemporaryDir> m_folder;
    Link m_link = Link::Tls;
    QString m_user;         // of this test, and so is its link
    QString m_value;        // that was put last
    QByteArray m_operation; // of the table, that this test is about
};

void TestStrangersWsl::initTestCase()
{
    for (const QString &program : {u"wsl"_s, u"curl"_s, u"xmllint"_s, u"uuidgen"_s}) {
        if (Child::find(program).isEmpty())
            QSKIP(qPrintable(program + u" is not installed"_s));
    }
    if (const QString missing = SignInSite::missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing + u" is not installed"_s));
    m_site = std::make_unique<SignInSite>();
    QVERIFY2(m_site->isReady(), m_site->problem());
}

// It knows Basic only, but the curl below it reads a file of the person's wishes.
void TestStrangersWsl::strangers()
{
    QTest::addColumn<Link>("link");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("wishes");
    const QString porter = SignInSite::certificateUser();
    // Its shell reads the name once more.
    const QString scribe = SignInSite::ntlmUser().replace(u'\\', u"\\\\"_s);
    QTest::newRow("wsl, Basic over TLS") << Link::Tls << SignInSite::user() << QString();
    QTest::newRow("wsl, Basic over HTTP of this machine")
        << Link::Clear << SignInSite::user() << QString();
    QTest::newRow("wsl with curl's NTLM over TLS") << Link::Tls << scribe << u"ntlm\n"_s;
    // Without a name it asks for one; the ticket says who it is.
    QTest::newRow("wsl with curl's Negotiate (Kerberos) over TLS")
        << Link::Tls << u"whoever"_s << u"negotiate\n"_s;
    QTest::newRow("wsl with curl's client certificate over TLS")
        << Link::Tls << porter
        << u"cert = %1\nkey = %2\nheader = \"Authorization: http://schemas.dmtf.org/wbem/wsman/1/"
           "wsman/secprofile/https/mutual\"\n"_s.arg(m_site->pem().clientCertificate(porter),
                                                     m_site->pem().clientKey(porter));
}

void TestStrangersWsl::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_operation.clear();
    m_link = Link::Tls;
    m_user = SignInSite::user();
    if (QTest::currentDataTag()) {
        QFETCH(Link, link);
        QFETCH(QString, user);
        QFETCH(QString, wishes);
        m_link = link;
        m_user = user;
        QFile file(m_folder->filePath(u".curlrc"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(wishes.toUtf8());
    }
    QVERIFY2(m_site->serve(m_link), m_site->problem());
    // It takes an authority from a file of this name, or else checks nothing.
    QVERIFY(QFile::copy(m_site->pem().authority(),
                        m_folder->filePath(u"localhost:%1.crt"_s.arg(m_site->site().port()))));
}

void TestStrangersWsl::cleanup()
{
    if (!m_operation.isEmpty())
        m_table.note(QString::fromLatin1(QTest::currentDataTag()), m_operation,
                     !QTest::currentTestFailed());
}

void TestStrangersWsl::cleanupTestCase()
{
    for (const QString &stranger : m_table.strangers())
        m_table.note(stranger, "Delete", false, u"it has no such command"_s);
    m_site.reset();
}

QByteArray TestStrangersWsl::wsl(const QStringList &arguments, const QByteArray &password)
{
    QProcessEnvironment environment = m_site->environment();
    environment.insert(u"HOME"_s, m_folder->path());
    environment.insert(u"OUTPREFIX"_s, m_folder->path());
    environment.insert(u"WSENDPOINT"_s, u"localhost:%1"_s.arg(m_site->site().port()));
    environment.insert(u"WSUSER"_s, m_user);
    environment.insert(u"WSPASS"_s, QString::fromUtf8(password));
    environment.insert(u"WSAUTOMATED"_s, u"1"_s);
    environment.insert(u"KEEPHISTORY"_s, u"0"_s);
    environment.insert(u"no_proxy"_s, u"*"_s);
    if (m_link == Link::Clear)
        environment.insert(u"WSNOSSL"_s, u"1"_s);
    Child child(environment);
    child.setWorkingDirectory(m_folder->path());
    child.start(u"wsl"_s, arguments);
    child.untilEnd();
    return child.all();
}

QByteArray TestStrangersWsl::file(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestStrangersWsl::identify()
{
    m_operation = "Identify";
    const QByteArray said = wsl({u"identify"_s, u"check"_s});
    QVERIFY2(StrangerOps::isReply(reply(), u"IdentifyResponse"), said.constData());
    QCOMPARE(file(u"log.txt"_s).contains("--cacert"), m_link == Link::Tls);
}

void TestStrangersWsl::get()
{
    m_operation = "Get";
    const CimPath service = m_site->site().service();
    QStringList arguments{u"get"_s, StrangerOps::uri(service.className())};
    for (const CimPath::Key &key : service.keys())
        arguments.append(key.name + u'=' + key.value.toString());
    const QByteArray said = wsl(arguments);
    QVERIFY2(StrangerOps::isReply(reply(), service.className()), said.constData());
    QCOMPARE(StrangerOps::texts(reply(), u"Name").value(0), service.key(u"Name").toString());
}

// In pages of 30, each pulled with the context that it finds by its prefix.
void TestStrangersWsl::enumerate()
{
    m_operation = "Enumerate + Pull";
    const QByteArray said = wsl(
        {u"enum"_s, StrangerOps::uri(u"MSISCSITARGET_StoragePool"_s), u"-opti"_s, u"30"_s});
    QStringList names;
    for (int i = 1; i < 20; ++i)
        names += StrangerOps::texts(file(u"response-%1.xml"_s.arg(i)), u"ElementName");
    QVERIFY2(names.contains(u"p0"_s) && names.contains(u"p99"_s), said.constData());
    QCOMPARE(names.filter(QRegularExpression(u"^p\\d+$"_s)).size(), ServedSite::pools);
    QVERIFY(!file(u"response-4.xml"_s).isEmpty());
    QVERIFY(file(u"response-5.xml"_s).isEmpty()); // the end was understood
}

void TestStrangersWsl::enumerateReferences()
{
    const QByteArray said = wsl({u"enum"_s,
                                 StrangerOps::uri(u"MSISCSITARGET_StorageConfigurationService"_s),
                                 u"-mode"_s, u"epr"_s});
    QVERIFY2(reply().contains("ReferenceParameters"), said.constData());
    QVERIFY(StrangerOps::texts(reply(), u"Selector")
                .contains(m_site->site().service().key(u"Name").toString()));
}

// It asks for the reference of the only service first and copies the selectors as text. The pools
// have room for what the next test makes in whichever comes first.
void TestStrangersWsl::invoke()
{
    m_operation = "Invoke";
    const QByteArray said = wsl(
        {u"invoke"_s, StrangerOps::uri(m_site->site().service().className()),
         u"CreateOrModifyStoragePool"_s, u"ElementName=whistled"_s, u"Size=8388608"_s,
         u"InPools="_s + m_site->site().location().toText()});
    QVERIFY2(StrangerOps::isReply(reply(), u"CreateOrModifyStoragePool_OUTPUT"), said.constData());
    QCOMPARE(StrangerOps::texts(reply(), u"ReturnValue"), QStringList{u"4096"_s});
}

// A parameter that is a reference comes from a file with a reply of ours.
void TestStrangersWsl::invokeWithAReference()
{
    wsl({u"enum"_s, StrangerOps::uri(u"MSISCSITARGET_StoragePool"_s), u"-mode"_s, u"epr"_s,
         u"-opti"_s, u"1000"_s});
    QVERIFY(QFile::copy(m_folder->filePath(u"response.xml"_s), m_folder->filePath(u"pool.xml"_s)));
    const QByteArray said = wsl({u"invoke"_s,
                                 StrangerOps::uri(m_site->site().service().className()),
                                 u"CreateOrModifyElementFromStoragePool"_s, u"ElementType=3"_s,
                                 u"Size=1048576"_s, u"InPool=FILE:pool.xml"_s});
    QVERIFY2(StrangerOps::isReply(reply(), u"CreateOrModifyElementFromStoragePool_OUTPUT"),
             said.constData());
    QCOMPARE(StrangerOps::texts(reply(), u"ReturnValue"), QStringList{u"4096"_s});
}

// It writes back all that it read, with one line changed.
void TestStrangersWsl::put()
{
    m_operation = "Put";
    // Another one for each stranger.
    m_value = m_value == "3"_L1 ? u"2"_s : u"3"_s;
    const QString uri = StrangerOps::uri(m_site->site().service().className());
    const QByteArray said = wsl({u"put"_s, uri, u"EnabledDefault="_s + m_value});
    QVERIFY2(!StrangerOps::isReply(reply(), u"Fault"), said.constData());
    wsl({u"enum"_s, uri});
    QCOMPARE(StrangerOps::texts(reply(), u"EnabledDefault"), QStringList{m_value});
}

void TestStrangersWsl::fault()
{
    m_operation = "Fault";
    wsl({u"get"_s, StrangerOps::uri(u"MSISCSITARGET_StoragePool"_s), u"InstanceID=nobody"_s});
    QVERIFY(StrangerOps::isReply(reply(), u"Fault"));
    QVERIFY(StrangerOps::texts(reply(), u"Value").value(1).endsWith(u":DestinationUnreachable"_s));
}

void TestStrangersWsl::bigReply()
{
    m_operation = "Big reply";
    wsl({u"enum"_s, StrangerOps::uri(u"MSISCSITARGET_StoragePool"_s), u"-mode"_s, u"objepr"_s,
         u"-opti"_s, u"1000"_s});
    QVERIFY(reply().size() > 65536);
    QVERIFY(StrangerOps::texts(reply(), u"ElementName").contains(u"p99"_s));
}

void TestStrangersWsl::aWrongPasswordIsRefused()
{
    const QByteArray said = wsl({u"identify"_s, u"check"_s}, "wrong");
    QVERIFY2(said.contains("verify credentials"), said.constData());
    QVERIFY(!reply().contains("Envelope"));
}

QTEST_GUILESS_MAIN(TestStrangersWsl)
#include "tst_strangers_wsl.moc"
