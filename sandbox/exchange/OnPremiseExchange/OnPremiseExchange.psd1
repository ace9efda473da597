@{
  RootModule = 'OnPremiseExchange.psm1'
  ModuleVersion = '1.0.0'
  GUID = '2c0c1d0e-7a43-4f0b-8d0a-4f3f5f1f9a02'
  Author = 'Countersign'
  Description = 'A stand-in for remoting to an Exchange server: the session it makes understands commands and no language'
  PowerShellVersion = '7.4'
  FunctionsToExport = @('New-PSSession', 'Remove-PSSession')
  CmdletsToExport = @()
  VariablesToExport = @()
  AliasesToExport = @()
}
