/* Minimal stand-in for Windows' icuuc.dll (Windows 10 1903+ has it, Wine < 11.5 has not).
   Qt6Core imports these 20 names only for QStringConverter codecs that Qt itself lacks.
   Every call says "no such converter". For building and trying under Wine only; never shipped. */
#define X __declspec(dllexport)
typedef int UErrorCode; typedef unsigned short UChar;
#define ERR(e) do{ if(e) *(e)=4; }while(0)
X void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void){}
X void UCNV_TO_U_CALLBACK_SUBSTITUTE(void){}
X void ucnv_cbFromUWriteUChars(void*a,const UChar**s,const UChar*l,int o,UErrorCode*e){ERR(e);}
X void ucnv_cbToUWriteUChars(void*a,const UChar*s,int n,int o,UErrorCode*e){ERR(e);}
X void ucnv_close(void*c){}
X int  ucnv_countAvailable(void){return 0;}
X int  ucnv_fromUCountPending(const void*c,UErrorCode*e){ERR(e);return 0;}
X void ucnv_fromUnicode(void*c,char**t,const char*tl,const UChar**s,const UChar*sl,int*o,signed char f,UErrorCode*e){ERR(e);}
X const char*ucnv_getAvailableName(int n){return 0;}
X void ucnv_getFromUCallBack(const void*c,void**a,const void**ctx){}
X signed char ucnv_getMaxCharSize(const void*c){return 4;}
X const char*ucnv_getName(const void*c,UErrorCode*e){ERR(e);return 0;}
X const char*ucnv_getStandardName(const char*n,const char*s,UErrorCode*e){ERR(e);return 0;}
X void ucnv_getToUCallBack(const void*c,void**a,const void**ctx){}
X void*ucnv_open(const char*n,UErrorCode*e){ERR(e);return 0;}
X void ucnv_reset(void*c){}
X void ucnv_setFromUCallBack(void*c,void*n,const void*nc,void**o,const void**oc,UErrorCode*e){ERR(e);}
X void ucnv_setToUCallBack(void*c,void*n,const void*nc,void**o,const void**oc,UErrorCode*e){ERR(e);}
X int  ucnv_toUCountPending(const void*c,UErrorCode*e){ERR(e);return 0;}
X void ucnv_toUnicode(void*c,UChar**t,const UChar*tl,const char**s,const char*sl,int*o,signed char f,UErrorCode*e){ERR(e);}
int __stdcall DllMain(void*h,unsigned long r,void*p){return 1;}
