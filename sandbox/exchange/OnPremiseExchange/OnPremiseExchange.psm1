# A stand-in for remoting to an Exchange server. Real WSMan runs on Windows only; this makes a session on this machine that
# is as strict as Exchange's: it has the server's commands, and no language.

. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'world.ps1'))

function New-PSSession {
  [CmdletBinding()]
  param([string]$ConfigurationName, [uri]$ConnectionUri, [string]$Authentication, [pscredential]$Credential)
  if ($ConfigurationName -ne 'Microsoft.Exchange') { throw "The shell '$ConfigurationName' is not found." }
  $fault = Get-Text (Import-NamedWorld).Faults 'connectError'
  if ($fault -ne '') { throw $fault }
  if ($Authentication -eq 'Kerberos' -and $ConnectionUri.Scheme -ne 'http') { throw 'The WinRM client received an HTTP bad request status (400), but the remote service did not include any other information.' }
  if ($null -eq $Credential -or $Credential.Password.Length -eq 0) { throw 'Access is denied.' }
  $state = [initialsessionstate]::CreateDefault2()
  $null = $state.ImportPSModule(@([System.IO.Path]::Combine($PSScriptRoot, 'Server.psm1')))
  $runspace = [runspacefactory]::CreateRunspace($state)
  $runspace.Open()
  $runspace.SessionStateProxy.LanguageMode = 'NoLanguage'
  return [pscustomobject]@{ Runspace = $runspace; State = 'Opened' }
}

function Remove-PSSession {
  [CmdletBinding()]
  param($Session)
  $Session.Runspace.Dispose()
}
