// Databases that no source dumps, by the names of their images.
import { imageName } from '../server/project.ts'

const otherDatabases =
  /^(postgres|postgresql|postgis|timescaledb|pgvector|mysql|mysql-server|mariadb|percona|mssql-server|cockroach|couchdb|influxdb|elasticsearch|opensearch|neo4j|cassandra|clickhouse-server)$/

export function isOtherDatabase(image: string): boolean {
  return otherDatabases.test(imageName(image))
}
