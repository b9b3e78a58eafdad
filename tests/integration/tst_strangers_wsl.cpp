// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// wsl (whistle) as a client of the served local target: shell scripts that write their envelopes
// with cat and read replies with grep, so that even prefixes and line breaks matter.

#include "tests/support/strangerops.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString scheme = u"wsl, Basic over TLS"_s;
}

class TestStrangersWsl : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void identify();
    void get();
    void enumerate();
    void enumerateReferences();
    void invoke();
    void invokeWithAReference();
    void put();
    void fault();
    void bigReply();
    void aWrongPasswordIsRefused();

private:
    // What it says; its replies lie in the folder of the test.
    QByteArray wsl(const QStringList &arguments,
                   const QByteArray &password = ServedSite::password());
    QByteArray file(const QString &name) const;
    QByteArray reply() const { return file(u"response.xml"_s); } // the last one

    StrangerTable m_table;
    std::unique_ptr<PemFiles> m_pem;
    std::unique_ptr<ServedSite> m_site;
    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_operation; // of the table, that this test is about
};

void TestStrangersWsl::initTestCase()
{
    for (const QString &program : {u"wsl"_s, u"curl"_s, u"xmllint"_s, u"uuidgen"_s}) {
        if (Child::find(program).isEmpty())
            QSKIP(qPrintable(program + u" is not installed"_s));
    }
    m_pem = std::make_unique<PemFiles>();
    QVERIFY(m_pem->isReady());
    m_site = std::make_unique<ServedSite>();
    QVERIFY2(m_site->serve({}, m_pem.get()), m_site->problem());
}

void TestStrangersWsl::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_operation.clear();
    // It takes an authority from a file of this name, or else checks nothing.
    QVERIFY(QFile::copy(m_pem->authority(),
                        m_folder->filePath(u"localhost:%1.crt"_s.arg(m_site->port()))));
}

void TestStrangersWsl::cleanup()
{
    if (!m_operation.isEmpty())
        m_table.note(scheme, m_operation, !QTest::currentTestFailed());
}

void TestStrangersWsl::cleanupTestCase()
{
    m_table.note(scheme, "Delete", false, u"it has no such command"_s);
    m_site.reset();
}

QByteArray TestStrangersWsl::wsl(const QStringList &arguments, const QByteArray &password)
{
    QProcessEnvironment environment = m_site->home().environment();
    environment.insert(u"HOME"_s, m_folder->path());
    environment.insert(u"OUTPREFIX"_s, m_folder->path());
    environment.insert(u"WSENDPOINT"_s, u"localhost:%1"_s.arg(m_site->port()));
    environment.insert(u"WSUSER"_s, ServedSite::user());
    environment.insert(u"WSPASS"_s, QString::fromUtf8(password));
    environment.insert(u"WSAUTOMATED"_s, u"1"_s);
    environment.insert(u"KEEPHISTORY"_s, u"0"_s);
    environment.insert(u"no_proxy"_s, u"*"_s);
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
    QVERIFY(file(u"log.txt"_s).contains("--cacert"));
}

void TestStrangersWsl::get()
{
    m_operation = "Get";
    const CimPath service = m_site->service();
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
                .contains(m_site->service().key(u"Name").toString()));
}

// It asks for the reference of the only service first and copies the selectors as text.
void TestStrangersWsl::invoke()
{
    m_operation = "Invoke";
    const QByteArray said = wsl({u"invoke"_s, StrangerOps::uri(m_site->service().className()),
                                 u"CreateOrModifyStoragePool"_s, u"ElementName=whistled"_s,
                                 u"Size=1048576"_s, u"InPools="_s + m_site->location().toText()});
    QVERIFY2(StrangerOps::isReply(reply(), u"CreateOrModifyStoragePool_OUTPUT"), said.constData());
    QCOMPARE(StrangerOps::texts(reply(), u"ReturnValue"), QStringList{u"4096"_s});
}

// A parameter that is a reference comes from a file with a reply of ours.
void TestStrangersWsl::invokeWithAReference()
{
    wsl({u"enum"_s, StrangerOps::uri(u"MSISCSITARGET_StoragePool"_s), u"-mode"_s, u"epr"_s,
         u"-opti"_s, u"1000"_s});
    QVERIFY(QFile::copy(m_folder->filePath(u"response.xml"_s), m_folder->filePath(u"pool.xml"_s)));
    const QByteArray said = wsl({u"invoke"_s, StrangerOps::uri(m_site->service().className()),
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
    const QString uri = StrangerOps::uri(m_site->service().className());
    const QByteArray said = wsl({u"put"_s, uri, u"EnabledDefault=3"_s});
    QVERIFY2(!StrangerOps::isReply(reply(), u"Fault"), said.constData());
    wsl({u"enum"_s, uri});
    QCOMPARE(StrangerOps::texts(reply(), u"EnabledDefault"), QStringList{u"3"_s});
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
