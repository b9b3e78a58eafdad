// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A reading comes back from its file as it was; a file that is damaged in any place, or not ours,
// is no reading.
#include "services/inventory/readingfile.h"
#include "services/schema/schema.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
CimInstance pool(int number)
{
    CimInstance pool(
        *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_StoragePool"));
    pool.set(u"InstanceID"_s, CimValue::string(u"pool%1"_s.arg(number)));
    pool.set(u"ElementName"_s, CimValue::string(u"größe"_s));
    pool.set(u"Primordial"_s, CimValue::boolean(number % 2));
    pool.set(u"TotalManagedSpace"_s, CimValue::uint64(~quint64(0) - quint64(number)));
    pool.set(u"OperationalStatus"_s, CimValue::uint16s({2, 5}));
    pool.set(u"InstallDate"_s,
             CimValue::dateTime(*CimDateTime::fromWireText(u"2026-03-04T08:15:30.25Z")));
    pool.set(u"Caption"_s, CimValue::null(CimType::String));
    pool.set(u"OfALaterVersion"_s, CimValue::reference(CimPath(u"a/b"_s, u"C"_s)));
    return pool;
}

SystemReading reading()
{
    QList<CimInstance> objects;
    for (int i = 0; i < 5; ++i)
        objects.append(pool(i));
    objects[1].setPath(
        CimPath(u"Root/Other"_s, u"Other"_s, {{u"Id"_s, CimValue::uint8(7)}}));
    CimPath far = pool(2).path();
    far.setHost(u"far"_s);
    objects[2].setPath(far);
    CimInstance undeclared(u"Unheard_Of"_s);
    CimInstance inner(u"Inner"_s);
    inner.set(u"A"_s, CimValue::real64(0.5));
    undeclared.set(u"In"_s, CimValue::instance(inner));
    objects.append(undeclared);
    CimInstance link(*Schema::findClass(QString(Schema::iscsiTarget),
                                        u"MSISCSITARGET_AllocatedFromStoragePool"));
    link.set(u"Antecedent"_s, CimValue::reference(pool(0).path()));
    link.set(u"Dependent"_s, CimValue::reference(pool(1).path()));
    SystemReading reading;
    reading.findings.objects = {objects.first(2), objects.sliced(2)}; // page by page
    reading.findings.links = {{link}, {}};
    reading.lacking = {u"Root/Virtualization/V2"_s};
    reading.findings.read = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    return reading;
}
} // namespace

class tst_ReadingFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_folder.isValid());
        m_file = m_folder.filePath(ReadingFile::nameFor(u"a system/with: signs"_s));
        QVERIFY(ReadingFile::write(m_file, u"one"_s, reading()));
    }

    void givesBackWhatWasWritten()
    {
        const auto back = ReadingFile::read(m_file, u"one"_s);
        QVERIFY(back);
        const SystemReading told = reading();
        QCOMPARE(back->lacking, told.lacking);
        QCOMPARE(back->findings.read, told.findings.read);
        QVERIFY(back->findings.whole);
        QCOMPARE(back->findings.links.first(), told.findings.links.first());
        const QList<CimInstance> was = told.findings.objects[0] + told.findings.objects[1];
        const QList<CimInstance> is = back->findings.objects.first();
        QCOMPARE(is.size(), was.size());
        for (qsizetype i = 0; i < was.size(); ++i) {
            QCOMPARE(is.at(i).properties(), was.at(i).properties());
            QCOMPARE(is.at(i).className(), was.at(i).className());
            QCOMPARE(is.at(i).path(), was.at(i).path());
            QCOMPARE(is.at(i).path().host(), was.at(i).path().host());
        }
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files).size(), 1);
        QCOMPARE(QFile::permissions(m_file) & QFile::ReadGroup, QFile::Permissions());
        QCOMPARE(QFile::permissions(m_file) & QFile::ReadOther, QFile::Permissions());
    }

    void isNoReadingOfAnotherSystem()
    {
        QVERIFY(!ReadingFile::read(m_file, u"two"_s));
        QVERIFY(!ReadingFile::read(m_folder.filePath(u"none"_s), u"one"_s));
    }

    void isNoReadingWhenDamaged()
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray whole = file.readAll();
        const auto becomes = [&](const QByteArray &bytes) {
            file.resize(0);
            file.seek(0);
            file.write(bytes);
            file.flush();
            return ReadingFile::read(m_file, u"one"_s).has_value();
        };
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QByteArray damaged = whole;
            damaged[i] = char(damaged.at(i) ^ 0x10);
            QVERIFY(!becomes(damaged));
        }
        for (qsizetype size = 0; size < whole.size(); size += 7)
            QVERIFY(!becomes(whole.first(size)));
        QVERIFY(becomes(whole));
    }

private:
    QTemporaryDir m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(tst_ReadingFile)
#include "tst_readingfile.moc"
