/**
 * The program that Windows PowerShell runs: one JSON request a line in, one JSON answer a line out. The connection string
 * comes as the first line, never as an argument that other users of the machine could see.
 */
export const odbcScript = `
$ErrorActionPreference = 'Stop'
[Console]::InputEncoding = [Text.Encoding]::UTF8
[Console]::OutputEncoding = New-Object Text.UTF8Encoding $false
$culture = [Globalization.CultureInfo]::InvariantCulture
$connection = $null
$first = [Console]::In.ReadLine() | ConvertFrom-Json
function Text-Of($value) {
  if ($value -is [DBNull] -or $null -eq $value) { return $null }
  if ($value -is [bool]) { if ($value) { return '1' } else { return '0' } }
  if ($value -is [DateTime]) { return $value.ToString('yyyy-MM-dd', $culture) }
  return [Convert]::ToString($value, $culture)
}
while ($null -ne ($line = [Console]::In.ReadLine())) {
  $request = $line | ConvertFrom-Json
  $stage = 'read'
  try {
    if ($null -eq $connection -or $connection.State -ne 'Open') {
      $connection = New-Object System.Data.Odbc.OdbcConnection $first.connectionString
      $connection.ConnectionTimeout = 10
      $connection.Open()
    }
    if ($null -ne $request.changes) {
      $stage = 'change'
      $transaction = $connection.BeginTransaction()
      foreach ($change in $request.changes) {
        $command = $connection.CreateCommand()
        $command.Transaction = $transaction
        $command.CommandText = $change.sql
        $command.CommandTimeout = 15
        foreach ($value in $change.params) { [void]$command.Parameters.AddWithValue('p', [string]$value) }
        $count = $command.ExecuteNonQuery()
        if ($count -ne 1) { throw "Sage has $count rows where one was to be changed." }
      }
      $stage = 'commit'
      $transaction.Commit()
      [Console]::Out.WriteLine((ConvertTo-Json -InputObject @{ id = $request.id; rows = @() } -Depth 4 -Compress))
      continue
    }
    $command = $connection.CreateCommand()
    $command.CommandText = $request.sql
    $command.CommandTimeout = 15
    foreach ($value in $request.params) { [void]$command.Parameters.AddWithValue('p', [string]$value) }
    $reader = $command.ExecuteReader()
    $rows = New-Object Collections.ArrayList
    while ($reader.Read()) {
      $row = @{}
      for ($n = 0; $n -lt $reader.FieldCount; $n++) { $row[$reader.GetName($n)] = Text-Of $reader.GetValue($n) }
      [void]$rows.Add($row)
    }
    $reader.Close()
    $answer = @{ id = $request.id; rows = @($rows) }
  } catch {
    $answer = @{ id = $request.id; error = $_.Exception.Message; isRefused = ($stage -eq 'change') }
    if ($null -ne $connection) { $connection.Dispose(); $connection = $null }
  }
  [Console]::Out.WriteLine((ConvertTo-Json -InputObject $answer -Depth 4 -Compress))
}
`;
